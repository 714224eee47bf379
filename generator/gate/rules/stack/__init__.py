"""Rules about stacks: names, limits, imports, order and what updates may change."""
