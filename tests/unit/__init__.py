"""Unit tests: they mirror the package and touch no file, clock or network."""
