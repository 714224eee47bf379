"""A migration from CodeDeploy to ECS against an account that does what its calls say, and is killed in the middle."""
