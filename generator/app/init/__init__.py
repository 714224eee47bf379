"""A first spec: what the folder tells, and the text."""
