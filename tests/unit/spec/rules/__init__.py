"""Unit tests of the cross-field rules, one file a rule."""
