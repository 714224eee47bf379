"""A resource -> the regions that it is deployed to, and the region that an ARN is of."""

from __future__ import annotations

import re

from generator.gate.system import Resource, System

_REGION = re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d+")
"""An example's ARN has a word in its place: ``arn:aws:acm:region:123456789012:certificate/...``."""


def regions(system: System, resource: Resource) -> tuple[str, ...]:
    """Where a resource is deployed; nothing where that is not known."""
    return (system.region,) if system.region else resource.template.regions


def region_of(arn: str) -> str:
    """The region that an ARN is of; nothing where it says none, or is not known."""
    parts = arn.split(":")
    return parts[3] if len(parts) > 5 and parts[0] == "arn" and _REGION.fullmatch(parts[3]) else ""
