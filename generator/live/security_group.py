"""A security group as EC2 has it: where it is, whose it is, and what it lets out.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.live.answer import first
from generator.live.client import Aws, AwsError

_STACK_TAG = "aws:cloudformation:stack-name"
"""https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html"""
_ALL = "-1"
"""The protocol of a rule for all protocols, which then has no ports."""


@dataclass(frozen=True)
class Egress:
    """One rule for what goes out by TCP."""

    first_port: int
    last_port: int


@dataclass(frozen=True)
class LiveSecurityGroup:
    """One security group."""

    id: str
    egress: tuple[Egress, ...]
    """Wherever each leads: to a range, or to another group."""
    vpc: str = ""
    stack: str = ""
    """The name of the stack that made it; empty where none did."""

    def lets_out(self, port: int) -> bool:
        """Whether any of its rules is for that port."""
        return any(rule.first_port <= port <= rule.last_port for rule in self.egress)


def find_security_group(aws: Aws, group: str) -> LiveSecurityGroup | None:
    """The group of that id; None when there is none."""
    try:
        answer = aws.call(aws.client("ec2").describe_security_groups, GroupIds=[group])
    except AwsError as error:
        if error.code == "InvalidGroup.NotFound":
            return None
        raise
    found = first(answer, "SecurityGroups")
    rows = [rule for rule in found.get("IpPermissionsEgress", ()) if rule.get("IpProtocol") in {"tcp", _ALL}]
    tags = {tag["Key"]: tag["Value"] for tag in found.get("Tags", ())}
    return LiveSecurityGroup(group, tuple(map(_egress, rows)), found.get("VpcId", ""), tags.get(_STACK_TAG, ""))


def _egress(rule: Mapping[str, Any]) -> Egress:
    if rule["IpProtocol"] == _ALL:
        return Egress(0, 65535)
    return Egress(rule.get("FromPort", 0), rule.get("ToPort", 65535))
