"""A listener rule that releases move: an update puts traffic back on the target group that the template names."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.change import Fate
from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason
from generator.difference.instead import INSTEAD
from generator.gate.blue_green import LISTENER, LISTENER_RULE, SERVICE, releases
from generator.gate.system import System
from generator.gate.value import mappings, text


def _find(found: Comparison) -> Iterator[Reason]:
    routes = {
        listener
        for release in releases(found.before.system)
        for route in ("ProdTrafficRoute", "TestTrafficRoute")
        for listener in release.listeners(route)
    }
    rules = {*_rules(found.before.system)} - {""}
    for change in found.of(LISTENER_RULE, LISTENER):
        before = change.before
        if before is None:
            continue
        listener = before.token if before.type == LISTENER else text(before.properties, "ListenerArn")
        # CloudFormation sends the actions with any property but the tags.
        is_sent = (
            change.goes or change.fate is Fate.UNKNOWN or any(e.path and e.path[0] != "Tags" for e in change.changes)
        )
        by_codedeploy = listener in routes and (before.type == LISTENER_RULE or change.touches("DefaultActions"))
        if is_sent and (by_codedeploy or before.token in rules):
            who = "CodeDeploy" if by_codedeploy else "ECS"
            said = f"{who} moves it with every release; an update puts traffic where the template says"
            yield Reason(change, Consequence.TRAFFIC, said, INSTEAD[LISTENER_RULE])


def _rules(system: System) -> Iterator[str]:
    """Those that services which ECS shifts itself are told, as references."""
    for service in system.of(SERVICE):
        for balancer in mappings(service.properties, "LoadBalancers"):
            for key in ("ProductionListenerRule", "TestListenerRule"):
                yield text(balancer, "AdvancedConfiguration", key)


FACT = Fact("live-rule", "https://github.com/aws/aws-cdk/issues/36649", _find)
