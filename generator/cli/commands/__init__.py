"""The commands, one a file; ``catalog`` lists them."""
