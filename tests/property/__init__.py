"""Property tests: what holds of every spec, and of every text."""
