"""ECS's own deployments, as the model of its API and its guide have them: a service that a test can drive."""
