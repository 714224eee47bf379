"""The command line: one command a file, and the one place that prints."""
