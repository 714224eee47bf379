"""What a service writes."""
