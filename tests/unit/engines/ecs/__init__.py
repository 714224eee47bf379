"""Unit tests of the engine ``ecs``."""
