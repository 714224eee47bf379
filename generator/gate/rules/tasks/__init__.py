"""Rules about tasks: their definitions, the service that runs them, and how it scales."""
