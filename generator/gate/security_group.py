"""A security group -> what it lets in and out, whether its own template says so or another resource does."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network
from typing import Any, NamedTuple

from generator.gate.network import vpc
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, is_unknown, lacks, number, text

SECURITY_GROUP = "AWS::EC2::SecurityGroup"
_TCP = frozenset({"tcp", "6", "-1"})


class Opening(NamedTuple):
    """One rule of a security group, and the resource that says it."""

    place: Resource
    rule: Mapping[str, Any]

    def carries(self, port: int) -> bool:
        """Whether TCP gets through on ``port``; also where the rule does not say what gets through."""
        if is_unknown(self.rule, "IpProtocol") or is_unknown(self.rule, "FromPort") or is_unknown(self.rule, "ToPort"):
            return True
        protocol = text(self.rule, "IpProtocol").lower()
        first, last = number(self.rule, "FromPort"), number(self.rule, "ToPort")
        is_all = protocol == "-1" or (first is None and last is None)
        return protocol in _TCP and (is_all or (first or 0) <= port <= (last or 0))

    def is_for(self, system: System, others: list[Resource], key: str) -> bool:
        """Whether it may be about one of the groups ``others``.

        It names no other group under ``key``, and no range that is outside of their VPCs.
        """
        named = system.at(self.rule.get(key))
        if not lacks(self.rule, key):
            return named is None or any(named is other for other in others)
        inside, around = _network(self.rule, "CidrIp"), [_around(system, other) for other in others]
        return inside is None or any(each is None or each.overlaps(inside) for each in around)


def _network(data: Any, key: str) -> IPv4Network | None:
    cidr = text(data, key)
    try:
        return IPv4Network(cidr, strict=False) if is_literal(cidr) else None
    except ValueError:
        return None


def _around(system: System, group: Resource) -> IPv4Network | None:
    """The addresses that what is in a group may have; None where they are not known."""
    own = vpc(system, group)
    return None if own is None or any(system.of("AWS::EC2::VPCCidrBlock")) else _network(own.properties, "CidrBlock")


def ingress(system: System, group: Resource) -> list[Opening] | None:
    """What it lets in; None where that is not known."""
    return _openings(system, group, "Ingress")


def egress(system: System, group: Resource) -> list[Opening] | None:
    """What it lets out; None where that is not known. A group that says nothing of it lets out everything."""
    found = _openings(system, group, "Egress")
    if lacks(group.properties, "SecurityGroupEgress"):
        return [*(found or ()), Opening(group, {"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"})]
    return found


def _openings(system: System, group: Resource, direction: str) -> list[Opening] | None:
    listed = group.properties.get(f"SecurityGroup{direction}", [])
    resources = list(system.of(f"AWS::EC2::SecurityGroup{direction}"))
    if not isinstance(listed, list | tuple) or any(not isinstance(rule, Mapping) for rule in listed):
        return None
    if any(is_unknown(each.properties, "GroupId") for each in resources):
        return None
    own = [each for each in resources if system.at(each.properties.get("GroupId")) is group]
    return [*(Opening(group, rule) for rule in listed), *(Opening(each, each.properties) for each in own)]


def groups(system: System, references: Any) -> list[Resource] | None:
    """The security groups of a list; None where one of them is made elsewhere, or there is none."""
    listed = references if isinstance(references, list | tuple) else ()
    found = [group for group in map(system.at, listed) if group is not None and group.type == SECURITY_GROUP]
    return found if found and len(found) == len(listed) else None
