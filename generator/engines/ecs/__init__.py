"""The engine ``ecs``, and what only it writes."""
