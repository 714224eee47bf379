"""Rules about the network: the load balancer, its listeners and health checks, and security groups."""
