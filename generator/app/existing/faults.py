"""All that an environment uses and that exists already -> what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.existing.cluster import cluster_faults
from generator.app.existing.fault import Fault
from generator.app.existing.load_balancer import load_balancer_faults
from generator.app.existing.security_groups import security_group_faults
from generator.app.existing.subnets import subnet_faults
from generator.live.ask import Ask
from generator.model.project import Project


def faults(project: Project, ask: Ask) -> Iterator[Fault]:
    """Raises AwsError when AWS refuses to tell."""
    yield from cluster_faults(project, ask)
    yield from load_balancer_faults(project, ask)
    yield from security_group_faults(project, ask)
    yield from subnet_faults(project, ask)
