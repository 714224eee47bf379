"""Unit tests of the gate, one file a check: a bad template, and its good twin."""
