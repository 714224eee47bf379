"""How a resource of each type is found again through its own service: one module a service, and a catalog of them."""
