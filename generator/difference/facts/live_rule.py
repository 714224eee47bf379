"""A listener rule that CodeDeploy moves: an update puts traffic back on the target group that the template names."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.change import Fate
from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason
from generator.difference.instead import INSTEAD
from generator.gate.blue_green import LISTENER, LISTENER_RULE, releases
from generator.gate.value import text


def _find(found: Comparison) -> Iterator[Reason]:
    routes = {
        listener
        for release in releases(found.before.system)
        for route in ("ProdTrafficRoute", "TestTrafficRoute")
        for listener in release.listeners(route)
    }
    for change in found.of(LISTENER_RULE, LISTENER):
        before = change.before
        if before is None:
            continue
        listener = before.token if before.type == LISTENER else text(before.properties, "ListenerArn")
        # CloudFormation sends the actions with any property but the tags.
        is_sent = (
            change.goes or change.fate is Fate.UNKNOWN or any(e.path and e.path[0] != "Tags" for e in change.changes)
        )
        if listener in routes and is_sent and (before.type == LISTENER_RULE or change.touches("DefaultActions")):
            said = "CodeDeploy moves it with every release; an update puts traffic where the template says"
            yield Reason(change, Consequence.TRAFFIC, said, INSTEAD[LISTENER_RULE])


FACT = Fact("live-rule", "https://github.com/aws/aws-cdk/issues/36649", _find)
