"""A system of templates, drawn: resources as boxes in a column for each stack, references as lines."""
