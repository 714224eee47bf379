"""From a spec to everything that is generated from it."""
