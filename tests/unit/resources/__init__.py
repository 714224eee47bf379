"""Unit tests of the resources, one file a noun."""
