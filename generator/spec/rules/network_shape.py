"""The network's keys -> complaints when they describe no network that works."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.network import Network
from generator.spec.rules.protocol import Finding, ProjectRule, Reading

_OF_NEW = ("cidr", "zones", "placement", "nat")
_OF_EXISTING = ("public_subnets", "private_subnets")
_FEWEST_SUBNETS = 2
"""https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#availability-zones"""


def _check(reading: Reading) -> Iterator[Finding]:
    network = reading.project.network
    if network.is_created:
        yield from _new(reading, network)
    else:
        yield from _existing(reading, network)
        yield from _of_load_balancer(reading, network)


def _new(reading: Reading, network: Network) -> Iterator[Finding]:
    for key in _OF_EXISTING:
        if reading.says("network", key):
            message = "names subnets, but no VPC that they are in"
            yield Finding(reading.at("network", key), message, "name the VPC: `vpc: vpc-…`")
    where = reading.culprit(("network", "nat"), ("network", "placement"))
    if network.placement == "private" and network.nat == "none":
        message = "private tasks without a NAT gateway cannot pull their image or send their logs"
        yield Finding(where, message, "add `nat: single`, or `nat: per-zone` to survive the loss of a zone")
    if network.placement == "public" and network.nat != "none":
        message = f"nat is {network.nat}, but tasks with public addresses do not use a NAT gateway"
        yield Finding(where, message, "add `placement: private`, or remove nat")


def _existing(reading: Reading, network: Network) -> Iterator[Finding]:
    for key in _OF_NEW:
        if reading.says("network", key):
            message = f"has no meaning in a VPC that exists already ({network.vpc})"
            hint = f"remove it, or write `{key}: null` in environments.{reading.name}.network if all others need it"
            yield Finding(reading.at("network", key), message, hint)
    for index, subnet in enumerate(network.private_subnets):
        if subnet in network.public_subnets:
            yield Finding(reading.at("network", "private_subnets", index), f"{subnet} is in public_subnets too")


def _of_load_balancer(reading: Reading, network: Network) -> Iterator[Finding]:
    """An internal one is where the tasks are, one that exists is where it is, and for workers alone there is none."""
    if reading.project.load_balancer.existing or not reading.project.answering:
        if not network.public_subnets and not network.private_subnets:
            message = "names no subnets for the tasks"
            yield Finding(reading.at("network", "vpc"), message, "add private_subnets, or public_subnets")
        return
    is_internal = reading.project.load_balancer.is_internal
    key = "private_subnets" if is_internal and network.private_subnets else "public_subnets"
    if len(getattr(network, key)) < _FEWEST_SUBNETS:
        named = "private_subnets or public_subnets" if is_internal and not network.public_subnets else key
        message = f"a load balancer needs {_FEWEST_SUBNETS} {named}, in different zones"
        yield Finding(reading.culprit(("network", key), ("network", "vpc")), message)


RULE = ProjectRule("network-shape", "A network is a new one or an existing one, and tasks reach the internet.", _check)
