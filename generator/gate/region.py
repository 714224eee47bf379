"""A resource -> the regions that it is deployed to, and the region that an ARN is of."""

from __future__ import annotations

from generator.gate.system import Resource, System
from generator.gate.value import is_literal


def regions(system: System, resource: Resource) -> tuple[str, ...]:
    """Where a resource is deployed; nothing where that is not known."""
    return (system.region,) if system.region else resource.template.regions


def region_of(arn: str) -> str:
    """The region that an ARN is of; nothing where it says none, or is not known."""
    parts = arn.split(":")
    return parts[3] if len(parts) > 5 and parts[0] == "arn" and is_literal(parts[3]) else ""
