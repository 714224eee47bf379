"""The way of a service from releases by CodeDeploy to releases that ECS shifts itself, while it answers its users."""
