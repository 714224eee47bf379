"""The GitHub side of a spec: its files and settings, and their place in a repository."""
