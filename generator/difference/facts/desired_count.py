"""A number of tasks in the template of a service that is scaled: the update puts the number back."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.change import Fate
from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason
from generator.gate.value import at


def _find(found: Comparison) -> Iterator[Reason]:
    is_scaled = any(found.before.system.of("AWS::ApplicationAutoScaling::ScalableTarget"))
    for change in found.of("AWS::ECS::Service"):
        if is_scaled and change.fate is Fate.UPDATED and at(change.resource.properties, "DesiredCount") is not None:
            count = at(change.resource.properties, "DesiredCount")
            said = f"the update sets {count} tasks, whatever scaling has made of it"
            yield Reason(change, Consequence.UPDATED, said, "without DesiredCount, a new service begins with one task")


FACT = Fact(
    "desired-count",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html",
    _find,
)
