"""Runs over spec files: from each file to its outcome."""
