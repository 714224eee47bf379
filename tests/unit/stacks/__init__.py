"""Unit tests of the stacks, one file a template."""
