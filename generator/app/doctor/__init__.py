"""Looks for all that keeps an environment from releasing, and says what mends it."""
