"""Unit tests of what a migration is made of."""
