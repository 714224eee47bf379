"""The security groups that a spec gives to tasks -> why ECS would start no task with them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.existing.fault import Fault
from generator.live.ask import Ask
from generator.live.security_group import find_security_group
from generator.model.project import Project
from generator.model.workload import Workload
from generator.naming import MAIN

_PAGE = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html"


def security_group_faults(project: Project, ask: Ask) -> Iterator[Fault]:
    """None where the spec names none. Of a group that several have, the first one's key is told."""
    seen: set[str] = set()
    for workload in (*project.services, *project.jobs):
        for group in workload.container.security_groups or ():
            if group not in seen:
                yield from _of_group(workload, group, ask)
            seen.add(group)


def _of_group(workload: Workload, group: str, ask: Ask) -> Iterator[Fault]:
    project, found = workload.project, ask(find_security_group, group)
    start = ("service",) if workload.name == MAIN else ("services", workload.name)
    key = (*start, "security_groups")
    look = f"aws ec2 describe-security-groups --region {project.region} --filters Name=vpc-id,Values="
    look += project.network.vpc
    if found is None:
        evidence = "DescribeSecurityGroups: InvalidGroup.NotFound"
        yield Fault(key, f"there is no security group {group} in {project.region}", evidence, look, _PAGE)
    elif found.vpc != project.network.vpc:
        what = f"the security group {group} is in {found.vpc}, and the tasks are in {project.network.vpc}"
        yield Fault(key, what, f"DescribeSecurityGroups: {found.vpc}", f"name one of that VPC: {look}", _PAGE)
    elif found.stack in _own_stacks(project):
        what = f"the security group {group} is one that canaryform makes"
        mend = (
            "remove it: tasks have the one that is made for them without a word, and rules open what others may reach"
        )
        yield Fault(key, what, f"DescribeSecurityGroups: made by {found.stack}", mend, _PAGE)


def _own_stacks(project: Project) -> frozenset[str]:
    """Those of the environment that make a security group."""
    routes = (service.names.stack("routes") for service in project.services)
    return frozenset(
        (*routes, project.names.stack("network"), project.names.stack("connect"), project.names.stack("efs"))
    )
