"""Brings the stacks of an environment to what the spec says, and takes them away again."""
