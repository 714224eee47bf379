"""Asks the running service again and again which version it is, and says what the answers mean together."""
