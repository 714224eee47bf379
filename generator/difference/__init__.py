"""Two sets of templates -> what deploying the second over the first does, resource by resource."""
