"""An ECS service that CodeDeploy controls: CloudFormation sends all of its properties with any one, and ECS refuses."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.change import Fate
from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason
from generator.difference.instead import INSTEAD
from generator.gate.blue_green import SERVICE, controller


def _find(found: Comparison) -> Iterator[Reason]:
    for change in found.of(SERVICE):
        is_controlled = change.before is not None and controller(change.before) == "CODE_DEPLOY"
        is_updated = change.fate in (Fate.UPDATED, Fate.MAYBE_REPLACED) and any(each.path for each in change.changes)
        if is_controlled and is_updated:
            said = "ECS takes no update of a service that CodeDeploy controls"
            yield Reason(change, Consequence.REFUSED, said, INSTEAD[SERVICE])


FACT = Fact("codedeploy-service", "https://github.com/aws/aws-cdk/issues/23564", _find)
