"""What exists already and the spec names -> what of it is not as the environment needs it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, ok
from generator.app.existing.faults import faults


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    found = [*faults(context.project, context.ask)]
    for fault in found:
        yield failed(fault.what, fault.evidence, fault.mend, fault.source)
    if not found:
        project = context.project
        named = [f"the cluster {project.cluster} has the capacity"] if project.cluster else []
        if existing := project.load_balancer.existing:
            named.append(f"{existing.name} has the listeners, and the priorities are free or ours")
        every = (*project.services, *project.jobs)
        if groups := {group for each in every for group in each.container.security_groups or ()}:
            named.append(f"the security groups {', '.join(sorted(groups))} are in {project.network.vpc}")
        if project.makes_file_system and not project.network.is_created:
            named.append("no zone has two of the subnets that the file system is reached in")
        yield ok("; ".join(named) or "all that it uses is its own")


CHECK = Check(
    "existing",
    "what exists already",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/clusters.html",
    _examine,
)
