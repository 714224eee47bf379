"""The published schemas of the spec language, one file a version."""
