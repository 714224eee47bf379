"""Rules about GitHub: its workflows, rulesets and owners, and how they fit what is deployed."""
