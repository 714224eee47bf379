"""Unit tests of names."""
