"""A shell in a task."""
