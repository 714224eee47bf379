"""What a release's alarms catch, and what would catch more."""
