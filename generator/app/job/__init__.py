"""A job by hand."""
