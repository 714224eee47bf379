"""Fuzzing: hostile specs, templates, kills, tags and endpoints, drawn from a seed; a part of it runs in tests."""
