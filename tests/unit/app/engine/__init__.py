"""Tests of ``generator.app.engine``."""
