"""The stacks of a spec -> a note for each quota of AWS that they would come near, or go beyond, in one region.

These are the defaults of a new account, and AWS raises all of them on request, so none is an error. What the account
has beside these stacks counts too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model.project import Project
from generator.stacks.stack import Stack

_NEAR = 0.8
_FEW_RULES = ("af-south-1", "eu-south-1")


class Quota(NamedTuple):
    """How many there may be of something."""

    what: str
    limit: int
    page: str


_TYPES = {
    "AWS::Events::Rule": Quota(
        "EventBridge rules", 300, "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html"
    ),
    "AWS::IAM::Role": Quota(
        "IAM roles", 1000, "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"
    ),
    "AWS::CloudWatch::Alarm": Quota(
        "alarms", 5000, "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html"
    ),
}
_STACKS = Quota(
    "stacks", 2000, "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html"
)
_TARGETS = Quota(
    "targets of a load balancer",
    1000,
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
)


def quota_notes(projects: Sequence[Project], stacks: Sequence[Stack]) -> Iterator[str]:
    """Of each account and region by itself, as far as the spec tells accounts apart."""
    places: dict[tuple[str, str], list[str]] = {}
    for project in projects:
        place = (project.environment.account or "", project.region)
        places.setdefault(place, []).append(project.environment.name)
    for (account, region), environments in places.items():
        own = [stack for stack in stacks if stack.folder in environments]
        where = f"{', '.join(environments)} in {' '.join(filter(None, (account, region)))}"
        yield from _near(_STACKS, len(own), where)
        for kind, quota in _TYPES.items():
            limit = 100 if kind == "AWS::Events::Rule" and region in _FEW_RULES else quota.limit
            yield from _near(quota._replace(limit=limit), sum(stack.template.count(kind) for stack in own), where)
    for project in projects:
        # While a release shifts traffic, there are twice as many.
        targets = sum(2 * service.container.count.max for service in project.answering)
        yield from _near(_TARGETS, targets, project.environment.name)


def _near(quota: Quota, number: int, where: str) -> Iterator[str]:
    if number > _NEAR * quota.limit:
        yield (
            f"{where}: {number:,} {quota.what}, and AWS allows {quota.limit:,} as long as nobody asks for more: "
            f"{quota.page}"
        )
