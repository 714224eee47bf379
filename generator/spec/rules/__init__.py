"""The cross-field rules: each turns projects that obey the schema into the complaints that a schema cannot make."""
