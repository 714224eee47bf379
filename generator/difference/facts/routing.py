"""What decides where requests go: as soon as the stack is updated, they go somewhere else."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.change import Fate
from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason

_RECORD = ("AliasTarget", "ResourceRecords", "Weight", "Failover", "GeoLocation", "MultiValueAnswer", "Name", "Type")
_ROUTES = {
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
    "AWS::ElasticLoadBalancingV2::Listener": ("DefaultActions", "Port", "Protocol", "LoadBalancerArn"),
    "AWS::ElasticLoadBalancingV2::ListenerRule": ("Actions", "Conditions", "Priority", "ListenerArn"),
    # https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-shared.html
    "AWS::Route53::RecordSet": _RECORD,
    "AWS::Route53::RecordSetGroup": ("RecordSets",),
    # https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
    "AWS::Lambda::Alias": ("FunctionVersion", "RoutingConfig"),
}


def _find(found: Comparison) -> Iterator[Reason]:
    for change in found.of(*_ROUTES):
        if change.fate is Fate.REMOVED:
            yield Reason(change, Consequence.TRAFFIC, "what it answered or forwarded, nothing does any more")
        elif change.before and change.touches(*_ROUTES[change.type]):
            yield Reason(change, Consequence.TRAFFIC, "requests go where it says from then on")


FACT = Fact(
    "routing",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html",
    _find,
)
