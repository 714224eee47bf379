"""Systems -> rules of security groups for ranges of addresses that are none: EC2 refuses them."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, mappings, text

_GROUP = "AWS::EC2::SecurityGroup"
_RULES = ("AWS::EC2::SecurityGroupEgress", "AWS::EC2::SecurityGroupIngress")
_KEYS = ("CidrIp", "CidrIpv6")


def _check(system: System) -> Iterator[Finding]:
    for resource, path, rule in _all(system):
        for key in _KEYS:
            value = text(rule, key)
            if is_literal(value) and (reason := _wrong(value, 6 if key == "CidrIpv6" else 4)):
                yield Finding(resource, f"'{value}' {reason}: EC2 refuses it", (*path, key), "as 10.0.0.0/16")


def _all(system: System) -> Iterator[tuple[Resource, Path, Mapping[str, Any]]]:
    for resource in system.of(*_RULES):
        yield resource, (), resource.properties
    for group in system.of(_GROUP):
        for key in ("SecurityGroupEgress", "SecurityGroupIngress"):
            for index, rule in enumerate(mappings(group.properties, key)):
                yield group, (key, index), rule


def _wrong(value: str, version: int) -> str:
    """Why a text is no range; EC2 takes one whose last bits are set, and clears them."""
    if "/" not in value:
        return "has no length, as /32 for one address"
    try:
        found = ipaddress.ip_network(value, strict=False)
    except ValueError:
        return "is no range of addresses"
    return "" if found.version == version else f"is no range of IPv{version}"


RULE = Rule(
    "security-group-range",
    "A rule of a security group names a range of addresses with its length.",
    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html",
    _check,
    """
 Resources:
   Group:
     Type: AWS::EC2::SecurityGroup
     Properties:
       GroupDescription: office
       VpcId: vpc-0a1b2c3d
       SecurityGroupIngress:
-        - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 192.0.2.10}
+        - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 192.0.2.10/32}
    """,
)
