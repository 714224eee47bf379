"""The pure comparison of two sets of templates."""
