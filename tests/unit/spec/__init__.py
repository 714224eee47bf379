"""Unit tests of the reading side."""
