"""What ``canaryform power`` finds out: what a release's alarms catch, and what would catch more."""
