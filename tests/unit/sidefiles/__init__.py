"""Unit tests of the files beside the templates, as text; nothing here is run."""
