"""Unit tests of the rules for task definitions: siblings of each rule's example, in templates and in files."""
