"""Which resources form which template, and in which order the templates are deployed."""
