"""Unit tests of the engine ``codedeploy``."""
