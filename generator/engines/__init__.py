"""Engines: the ways in which a release can shift traffic."""
