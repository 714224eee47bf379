"""Rules about the rollout: appspec, deployment group, target groups and how traffic is shifted between them."""
