"""A revision of a family that releases register revisions of: the tasks that run are not of it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.change import Fate
from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason
from generator.gate.value import text

_TASK = "AWS::ECS::TaskDefinition"


def _find(found: Comparison) -> Iterator[Reason]:
    families = {
        text(service.properties, "TaskDefinition")
        for service in found.after.system.of("AWS::ECS::Service")
        if text(service.properties, "DeploymentController", "Type") == "CODE_DEPLOY"
    }
    for change in found.of(_TASK):
        family = text(change.resource.properties, "Family")
        if family in families and change.fate in (Fate.REPLACED, Fate.UPDATED):
            said = "a new service begins with it; the tasks that run are of a release, and change with the next"
            yield Reason(
                change, Consequence.UPDATED, said, who="nobody", when="the stack at once, tasks with a release"
            )


FACT = Fact(
    "bootstrap-revision",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html",
    _find,
)
