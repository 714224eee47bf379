"""Systems -> subnets whose ranges overlap, or are outside of their VPC's, where cfn-lint does not see both."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network
from itertools import combinations

from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import at, is_literal, is_unknown, text

_SUBNET, _VPC = "AWS::EC2::Subnet", "AWS::EC2::VPC"


def _check(system: System) -> Iterator[Finding]:
    known = [(subnet, found) for subnet in system.of(_SUBNET) if (found := _range(subnet))]
    for (first, one), (second, other) in combinations(known, 2):
        is_same = first.properties.get("VpcId") == second.properties.get("VpcId")
        if is_same and one.overlaps(other) and not _is_seen(first, second):
            message = f"{other} overlaps {one} of {first.id}: EC2 refuses the second"
            yield Finding(second, message, ("CidrBlock",))
    has_more = any(True for _ in system.of("AWS::EC2::VPCCidrBlock"))
    for subnet, found in known:
        vpc = system.find(_VPC, subnet.properties.get("VpcId"))
        around = _range(vpc) if vpc else None
        if vpc and around and not has_more and not found.subnet_of(around) and not _is_seen(vpc, subnet):
            yield Finding(subnet, f"{found} is not in {around}, the range of its VPC: EC2 refuses it", ("CidrBlock",))


def _range(resource: Resource) -> IPv4Network | None:
    value = text(resource.properties, "CidrBlock")
    if is_unknown(resource.properties, "CidrBlock") or not is_literal(value):
        return None
    try:
        return IPv4Network(value)
    except ValueError:
        return None


def _is_seen(*pair: Resource) -> bool:
    """Whether cfn-lint compares the two: literal texts of one template (its rules E3059 and E3060)."""
    is_plain = all(isinstance(at(each.body, "Properties", "CidrBlock"), str) for each in pair)
    return is_plain and pair[0].template is pair[1].template


RULE = Rule(
    "subnet-range",
    "The subnets of a VPC have ranges of their own, inside of the VPC's.",
    "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
    _check,
    """
 Parameters:
   PublicRange: {Type: String, Default: 10.0.0.0/20}
 Resources:
   Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
   Public: {Type: AWS::EC2::Subnet, Properties: {VpcId: {Ref: Vpc}, CidrBlock: {Ref: PublicRange}}}
-  Private: {Type: AWS::EC2::Subnet, Properties: {VpcId: {Ref: Vpc}, CidrBlock: 10.0.8.0/24}}
+  Private: {Type: AWS::EC2::Subnet, Properties: {VpcId: {Ref: Vpc}, CidrBlock: 10.0.16.0/24}}
    """,
)
