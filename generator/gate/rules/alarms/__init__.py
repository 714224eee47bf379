"""Rules about alarms and dashboards: what they watch, and whether they stop a release."""
