"""Who is told, in which unit, and where: what AWS takes is let through, and its near misses are not."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.rule import Rule
from generator.gate.rules.alarms.alarm_unit import RULE as UNIT
from generator.gate.rules.alarms.subscription import RULE as SUBSCRIPTION
from generator.gate.rules.network.security_group_range import RULE as RANGE
from generator.gate.rules.storage.topic_policy import RULE as TOPIC
from generator.gate.rules.tasks.released_size import RULE as SIZE
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.problems import Location, Severity
from tests.unit.gate.judged import subject


def _found(rule: Rule, kind: str, properties: dict[str, Any], **more: Any) -> list[Severity]:
    resources = {"It": {"Type": kind, "Properties": properties}, **more}
    return [problem.severity for problem in rule.problems(System((subject(resources),)))]


@pytest.mark.parametrize(
    ("protocol", "endpoint", "wrong"),
    [
        ("email", "ops@example.com", 0),
        ("email", "ops.example.com", 1),
        ("email-json", "a+b@example.co.uk", 0),
        ("https", "https://example.com/x?y=1", 0),
        ("https", "http://example.com", 1),
        ("http", "http://example.com", 0),
        ("sms", "+49 151 12345678", 0),
        ("sqs", "arn:aws-cn:sqs:cn-north-1:111122223333:alarms", 0),
        ("lambda", "tell", 1),
        ("slack", "#ops", 1),
        ("email", {"Ref": "Elsewhere"}, 0),
        ({"Ref": "Elsewhere"}, "ops@example.com", 0),
    ],
)
def test_an_endpoint_is_of_its_protocol(protocol: Any, endpoint: Any, wrong: int) -> None:
    told = {"Protocol": protocol, "Endpoint": endpoint}
    assert len(_found(SUBSCRIPTION, "AWS::SNS::Subscription", {"TopicArn": "t", **told})) == wrong
    assert len(_found(SUBSCRIPTION, "AWS::SNS::Topic", {"Subscription": [told]})) == wrong


@pytest.mark.parametrize(
    ("name", "unit", "wrong"),
    [
        ("UnHealthyHostCount", "Percent", 1),
        ("UnHealthyHostCount", "Count", 0),
        ("TargetResponseTime", "Milliseconds", 1),
        ("TargetResponseTime", "Seconds", 0),
        ("ProcessedBytes", "Bytes", 0),
        ("HTTPCode_ELB_5XX_Count", "None", 1),
    ],
)
def test_an_alarm_asks_in_the_unit_that_is_sent(name: str, unit: str, wrong: int) -> None:
    metric = {"Namespace": "AWS/ApplicationELB", "MetricName": name}
    assert len(_found(UNIT, "AWS::CloudWatch::Alarm", {**metric, "Unit": unit, "Statistic": "Sum"})) == wrong
    query = {"Id": "a", "MetricStat": {"Metric": metric, "Unit": unit, "Stat": "Sum", "Period": 60}}
    assert len(_found(UNIT, "AWS::CloudWatch::Alarm", {"Metrics": [query]})) == wrong


@pytest.mark.parametrize(
    ("key", "value", "wrong"),
    [
        ("CidrIp", "0.0.0.0/0", 0),
        ("CidrIp", "10.1.2.3/16", 0),
        ("CidrIp", "192.0.2.1", 1),
        ("CidrIp", "192.0.2.1/33", 1),
        ("CidrIp", "::/0", 1),
        ("CidrIpv6", "::/0", 0),
        ("CidrIp", {"Ref": "Office"}, 0),
    ],
)
def test_a_range_has_a_length(key: str, value: Any, wrong: int) -> None:
    rule = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, key: value}
    assert len(_found(RANGE, "AWS::EC2::SecurityGroup", {"SecurityGroupIngress": [rule]})) == wrong
    assert len(_found(RANGE, "AWS::EC2::SecurityGroupEgress", {"GroupId": "g", **rule})) == wrong


@pytest.mark.parametrize(
    ("key", "severities"),
    [
        ("aws:SourceArn", [Severity.WARNING]),
        ("aws:SourceAccount", [Severity.WARNING]),
        ("aws:PrincipalOrgID", [Severity.ERROR]),
    ],
)
def test_what_aws_s_pages_dispute_is_a_warning(key: str, severities: list[Severity]) -> None:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": "*",
        "Condition": {"StringEquals": {key: "x"}},
    }
    policy = {"Topics": ["t"], "PolicyDocument": {"Statement": [statement]}}
    assert _found(TOPIC, "AWS::SNS::TopicPolicy", policy) == severities


@pytest.mark.parametrize(("cpu", "memory", "wrong"), [(".5 vCPU", "1 GB", 0), ("512", "1024", 0), ("1 vCPU", "2GB", 2)])
def test_a_size_is_the_same_in_either_unit(cpu: str, memory: str, wrong: int) -> None:
    began = {"Type": "AWS::ECS::TaskDefinition", "Properties": {"Family": "shop", "Cpu": "512", "Memory": "1024"}}
    released = {"family": "shop", "cpu": cpu, "memory": memory, "containerDefinitions": [{"name": "a", "image": "b"}]}
    file = SideFile("taskdef.json", released, "", Location("taskdef.json"))
    assert len([*SIZE.problems(System((subject({"Task": began}),), (file,)))]) == wrong
