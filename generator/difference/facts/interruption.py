"""A property whose update AWS documents as one with some interruption."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.change import Fate
from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason

_INTERRUPTS = {
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html
    "AWS::EC2::Instance": (("InstanceType",), "the instance is stopped and started"),
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
    "AWS::RDS::DBInstance": (("DBInstanceClass", "EngineVersion"), "the database is out of reach for some minutes"),
}
_GONE = {
    # https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html
    "AWS::EC2::NatGateway": "connections through it are cut off",
    "AWS::ECS::Service": "its tasks are stopped",
    "AWS::EC2::Instance": "what runs on it is stopped",
    "AWS::AutoScaling::AutoScalingGroup": "its instances are terminated",
}


def _find(found: Comparison) -> Iterator[Reason]:
    for change in found.of(*_INTERRUPTS):
        properties, said = _INTERRUPTS[change.type]
        if change.fate in (Fate.UPDATED, Fate.MAYBE_REPLACED) and change.touches(*properties):
            yield Reason(change, Consequence.INTERRUPTED, said)
    for change in found.of(*_GONE):
        if change.fate in (Fate.REMOVED, Fate.REPLACED):
            yield Reason(change, Consequence.INTERRUPTED, _GONE[change.type])


FACT = Fact(
    "interruption",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html",
    _find,
)
