"""The release commands for the repository around a spec."""
