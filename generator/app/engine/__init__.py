"""What shifts the traffic of a service, as commands ask it: the one room that knows CodeDeploy from ECS."""
