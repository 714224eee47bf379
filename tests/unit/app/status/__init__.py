"""Unit tests of generator/app/status."""
