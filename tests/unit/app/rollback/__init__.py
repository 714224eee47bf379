"""Unit tests of generator/app/rollback."""
