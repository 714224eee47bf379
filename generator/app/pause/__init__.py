"""A release that waits for a person: what lets it go on, or takes it back."""
