"""Unit tests of the policies: what each principal may do, word for word."""
