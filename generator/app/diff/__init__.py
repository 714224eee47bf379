"""What a person names (nothing, a revision, files, folders) -> two sides to compare, and what the change does."""
