"""What troposphere's own encoder gives, and its refusals, in one walk."""

from __future__ import annotations

from typing import Any

import pytest
from awacs import s3
from awacs.aws import Allow, Condition, PolicyDocument, Principal, Statement, StringEquals
from troposphere import AWSObject, GetAtt, If, NoValue, Ref, Sub, Tags, encode_to_dict
from troposphere.autoscaling import Metadata
from troposphere.cloudformation import Init, InitConfig, WaitConditionHandle
from troposphere.ec2 import SecurityGroup, SecurityGroupRule
from troposphere.iam import Policy, Role

from generator.cfn.plain import plain
from generator.spec.loader import load
from generator.stacks.assemble import assemble
from tests.golden.case import CASES, Case

_POLICY = PolicyDocument(
    Version="2012-10-17",
    Statement=[
        Statement(
            Effect=Allow,
            Principal=Principal("Service", ["ecs-tasks.amazonaws.com"]),
            Action=[s3.GetObject],
            Resource=[Sub("arn:${AWS::Partition}:s3:::x/*")],
            Condition=Condition(StringEquals({"aws:SourceAccount": Ref("AWS::AccountId")})),
        )
    ],
)
_RULE = SecurityGroupRule(IpProtocol="tcp", FromPort=80, ToPort=80, CidrIp="0.0.0.0/0")


@pytest.mark.parametrize(
    "value",
    [
        "x", 1, 1.5, True, None, [], {}, (1, "x"), [{"a": [Ref("X")]}],
        Ref("X"), GetAtt("X", "Arn"), If("IsX", Ref("X"), NoValue), Tags({"a": Ref("X")}, b="c"), Tags(),
        _POLICY, _RULE, SecurityGroup("Group", GroupDescription="x", SecurityGroupIngress=[_RULE, _RULE]),
        SecurityGroup("Group", GroupDescription="x", DependsOn=["A"], DeletionPolicy="Retain", Condition="IsX"),
        Role("Role", AssumeRolePolicyDocument=_POLICY, Policies=[Policy(PolicyName="x", PolicyDocument=_POLICY)]),
        WaitConditionHandle("Handle"), Metadata(Init({"config": InitConfig(commands={})})),
    ],
)  # fmt: skip
def test_it_is_what_troposphere_gives(value: Any) -> None:
    assert plain(value) == encode_to_dict(value)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_so_are_all_resources_of_a_case(case: Case) -> None:
    for stack in assemble(load(case.spec.read_text(), str(case.spec))):
        for resource in stack.template._resources.values():
            assert plain(resource) == encode_to_dict(resource)


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        (SecurityGroup("Group"), "Resource GroupDescription required in type AWS::EC2::SecurityGroup"),
        (Role("Role", AssumeRolePolicyDocument={}, Policies=[Policy(PolicyName="x")]), "Resource PolicyDocument"),
        (SecurityGroup("Group", GroupDescription="x", SecurityGroupIngress=[SecurityGroupRule()]), "IpProtocol"),
        (PolicyDocument(Statement=[Statement(Action=[s3.GetObject])]), "Resource Effect required"),
    ],
)
def test_what_is_missing_is_refused(value: Any, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        plain(value)


def test_a_resource_is_asked_for_its_own_judgement() -> None:
    class Judged(AWSObject):  # type: ignore[misc]
        resource_type = "Test::Judged::Thing"
        props = {"Name": (str, True)}  # noqa: RUF012

        def validate(self) -> None:
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        plain({"Resources": [Judged("Thing", Name="x")]})
    assert plain(Judged("Thing", Name="x").no_validation()) == {
        "Type": "Test::Judged::Thing",
        "Properties": {"Name": "x"},
    }
