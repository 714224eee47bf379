"""Benchmarks: whole processes, timed from outside. No tests, and no part of what a change must pass."""
