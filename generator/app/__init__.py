"""The use cases: what can be done with specs, one file each, and nothing of how it is shown."""
