"""Unit tests of generator/live."""
