"""What AWS does with a change, fact by fact."""
