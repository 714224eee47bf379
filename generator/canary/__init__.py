"""What a canary can see: CloudWatch's alarms as mathematics, and how likely they are to stop a bad release."""
