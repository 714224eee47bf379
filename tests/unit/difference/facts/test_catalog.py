"""Each fact speaks of the change that it is about, with its consequence, and of nothing like it."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from generator.difference.comparison import Comparison, compare
from generator.difference.consequence import Consequence
from generator.difference.facts.catalog import FACTS
from generator.difference.side import Side
from generator.difference.spread import spread
from tests.unit.difference.sides import SCHEMAS, side


class Case(NamedTuple):
    """A fact, two templates, and what it says of going from one to the other; nothing where it says nothing."""

    fact: str
    before: str
    after: str
    says: Consequence | None
    policy: Any = None


_BUCKET = "It: {Type: AWS::S3::Bucket, Properties: {BucketName: shop}}"
_KEPT = "It: {Type: AWS::Logs::LogGroup, DeletionPolicy: RetainExceptOnCreate, Properties: {LogGroupName: shop}}"
_OLD_TABLE = "It: {Type: AWS::DynamoDB::Table, Properties: {TableName: a, DeletionProtectionEnabled: true}}"
_SERVICE = """
    It: {{Type: AWS::ECS::Service, Properties: {{
        ServiceName: shop, Cluster: {cluster}, DesiredCount: {count}, TaskDefinition: {task},
        DeploymentConfiguration: {{MaximumPercent: {most}}}, DeploymentController: {{Type: {controller}}}}}}}
    Scaled: {{Type: AWS::ApplicationAutoScaling::ScalableTarget, Properties: {{ServiceNamespace: ecs}}}}
"""


def _service(
    *, controller: str = "CODE_DEPLOY", count: int = 1, task: str = "shop", cluster: str = "a", most: int = 200
) -> str:
    return _SERVICE.format(controller=controller, count=count, task=task, cluster=cluster, most=most)


_RULE = """
    Listener: {{Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {{Port: 80}}}}
    Group: {{Type: AWS::CodeDeploy::DeploymentGroup, Properties: {{
        DeploymentStyle: {{DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}},
        ECSServices: [{{ClusterName: shop, ServiceName: shop}}],
        LoadBalancerInfo: {{TargetGroupPairInfoList: [{{
            TargetGroups: [{{Name: shop-blue}}, {{Name: shop-green}}],
            ProdTrafficRoute: {{ListenerArns: [{{Ref: Listener}}]}}}}]}}}}}}
    It: {{Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: {{
        ListenerArn: {{Ref: {listener}}}, Priority: {priority}, Tags: [{{Key: a, Value: {tag}}}]}}}}
    Other: {{Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {{Port: 81}}}}
"""


def _rule(priority: int = 1, listener: str = "Listener", tag: str = "a") -> str:
    return _RULE.format(priority=priority, listener=listener, tag=tag)


def _deny(action: str, **rest: Any) -> dict[str, Any]:
    allow = {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"}
    return {"Statement": [allow, {"Effect": "Deny", "Action": [action], "Principal": "*", **rest}]}


def _group(**properties: Any) -> str:
    return f"It: {{Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {properties}}}"


def _group_case(says: Consequence | None, policy: Any, *, port: int = 2, timeout: int = 1) -> Case:
    return Case("stack-policy", _group(Port=1, Timeout=1), _group(Port=port, Timeout=timeout), says, policy)


_ON_IT = {"Resource": ["LogicalResourceId/It"]}
_BLUE = {"Resource": "LogicalResourceId/Bl*"}
_OF_TYPE = {
    "Resource": "*",
    "Condition": {"StringEquals": {"ResourceType": ["AWS::ElasticLoadBalancingV2::TargetGroup"]}},
}
_OF_OTHER = {"Resource": "*", "Condition": {"StringEquals": {"ResourceType": ["AWS::RDS::DBInstance"]}}}
_FAMILY = "Task: {{Type: AWS::ECS::TaskDefinition, Properties: {{Family: {family}, Cpu: {cpu}}}}}\n"
_TABLE = "It: {{Type: AWS::DynamoDB::Table{policy}, Properties: {{TableName: {name}}}}}"
_PROJECT = """
    It: {{Type: AWS::CodeBuild::Project, Properties: {{TimeoutInMinutes: {minutes}, Tags: [{{Key: a, Value: {tag}}}]}}}}
"""
_PROTECTED = "[{Key: deletion_protection.enabled, Value: 'true'}]"
_BALANCER = (
    f"It: {{Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {{LoadBalancerAttributes: {_PROTECTED}}}}}"
)
_DAEMON = _service().replace("ServiceName", "SchedulingStrategy: DAEMON, ServiceName")
_KEPT_TABLE = _TABLE.format(policy=", UpdateReplacePolicy: Retain", name="b")

CASES = [
    Case("resource-type", "It: {Type: AWS::SNS::Topic}", "It: {Type: AWS::SQS::Queue}", Consequence.REFUSED),
    Case("resource-type", "It: {Type: AWS::SNS::Topic}", "Other: {Type: AWS::SQS::Queue}", None),
    _group_case(Consequence.REFUSED, _deny("Update:Replace", **_ON_IT)),
    _group_case(Consequence.REFUSED, _deny("Update:*", **_OF_TYPE)),
    _group_case(Consequence.REFUSED, {"Statement": {"Effect": "Deny", "Action": "Update:*", "Resource": "*"}}),
    _group_case(Consequence.REFUSED, {"Statement": [{"Effect": "Allow", "Action": "Update:Modify", "Resource": "*"}]}),
    _group_case(Consequence.REFUSED, _deny("Update:Modify", **_ON_IT), port=1, timeout=2),
    _group_case(None, _deny("Update:Replace", **_ON_IT), port=1, timeout=2),
    _group_case(None, _deny("Update:*", **_BLUE)),
    _group_case(None, _deny("Update:*", **_OF_OTHER)),
    _group_case(None, None),
    Case("codedeploy-service", _service(), _service(count=2), Consequence.REFUSED),
    Case("codedeploy-service", _service(controller="ECS"), _service(controller="ECS", count=2), None),
    Case("custom-name", _group(Name="a", Port=1), _group(Name="a", Port=2), Consequence.REFUSED),
    Case("custom-name", _group(Name="a", Port=1), _group(Name="b", Port=2), None),
    Case("custom-name", _group(Port=1), _group(Port=2), None),
    Case("custom-name", _FAMILY.format(family="a", cpu=256), _FAMILY.format(family="a", cpu=512), None),
    Case("custom-name", _service(), _service(cluster="b"), None),
    Case("custom-name", _service(), _DAEMON, Consequence.REFUSED),
    Case("custom-name", "It: {Type: AWS::RDS::DBInstance, Properties: {DBInstanceIdentifier: a, DBName: a}}",
         "It: {Type: AWS::RDS::DBInstance, Properties: {DBInstanceIdentifier: a, DBName: b}}", Consequence.REFUSED),
    Case("live-rule", _rule(), _rule(priority=2), Consequence.TRAFFIC),
    Case("live-rule", _rule(), _rule(tag="b"), None),
    Case("live-rule", _rule(listener="Other"), _rule(listener="Other", priority=2), None),
    Case("routing", _rule(listener="Other"), _rule(listener="Other", priority=2), Consequence.TRAFFIC),
    Case("routing", _rule(listener="Other"), _rule(listener="Other", tag="b"), None),
    Case("routing", "It: {Type: AWS::Route53::RecordSet, Properties: {Name: a, TTL: 1}}", "{}", Consequence.TRAFFIC),
    Case("data", _TABLE.format(policy="", name="a"), "{}", Consequence.LOST),
    Case("data", _TABLE.format(policy=", DeletionPolicy: Retain", name="a"), "{}", Consequence.REMOVED),
    Case("data", _TABLE.format(policy="", name="a"), _TABLE.format(policy="", name="b"), Consequence.LOST),
    Case("data", _TABLE.format(policy="", name="a"), _KEPT_TABLE, Consequence.REPLACED),
    Case("data", "It: {Type: AWS::RDS::DBInstance}", "{}", Consequence.LOST),
    Case("data", _KEPT, "{}", Consequence.REMOVED),
    Case("data", _BUCKET, "{}", None),
    Case("data", "{}", _BUCKET, None),
    Case("filled-store", _BUCKET, "{}", Consequence.REMOVED),
    Case("filled-store", _BUCKET, _BUCKET.replace("shop", "other"), Consequence.REPLACED),
    Case("filled-store", "It: {Type: AWS::ECR::Repository, Properties: {EmptyOnDelete: true}}", "{}", None),
    Case("filled-store", "It: {Type: AWS::S3::Bucket, DeletionPolicy: Retain}", "{}", None),
    Case("public-address", "It: {Type: AWS::EC2::EIP}", "{}", Consequence.LOST),
    Case("public-address", "It: {Type: AWS::EC2::EIP, DeletionPolicy: Retain}", "{}", None),
    Case("deletion-protection", _OLD_TABLE, "{}", Consequence.REMOVED),
    Case("deletion-protection", _OLD_TABLE.replace("true", "false"), "{}", None),
    Case("deletion-protection", _BALANCER, "{}", Consequence.REMOVED),
    Case("interruption", "It: {Type: AWS::EC2::Instance, Properties: {InstanceType: a}}",
         "It: {Type: AWS::EC2::Instance, Properties: {InstanceType: b}}", Consequence.INTERRUPTED),
    Case("interruption", "It: {Type: AWS::EC2::Instance, Properties: {Tags: [{Key: a, Value: a}]}}",
         "It: {Type: AWS::EC2::Instance}", None),
    Case("immutable-key", "It: {Type: AWS::KMS::Key, Properties: {KeySpec: a}}",
         "It: {Type: AWS::KMS::Key, UpdateReplacePolicy: Retain, Properties: {KeySpec: b}}", Consequence.REFUSED),
    Case("immutable-key", "It: {Type: AWS::KMS::Key, Properties: {Description: a}}",
         "It: {Type: AWS::KMS::Key, Properties: {Description: b}}", None),
    Case("disabled-key", "It: {Type: AWS::KMS::Key}",
         "It: {Type: AWS::KMS::Key, Properties: {Enabled: false}}", Consequence.INTERRUPTED),
    Case("disabled-key", "It: {Type: AWS::KMS::Key, Properties: {Enabled: false}}",
         "It: {Type: AWS::KMS::Key, Properties: {Enabled: true}}", None),
    Case("interruption", "It: {Type: AWS::EC2::NatGateway}", "{}", Consequence.INTERRUPTED),
    Case("interruption", "{}", "It: {Type: AWS::EC2::NatGateway}", None),
    Case("interruption", "It: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Scheme: a}}",
         "It: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Scheme: b}}", Consequence.INTERRUPTED),
    Case("interruption", "It: {Type: AWS::EC2::SecurityGroup, Properties: {SecurityGroupIngress: [{FromPort: 80}]}}",
         "It: {Type: AWS::EC2::SecurityGroup, Properties: {SecurityGroupIngress: [{FromPort: 81}]}}",
         Consequence.INTERRUPTED),
    Case("rolling-service", _service(controller="ECS"), _service(controller="ECS", task="b"), Consequence.UPDATED),
    Case("rolling-service", _service(controller="ECS"), _service(controller="ECS", count=2), None),
    Case("rolling-service", _service(controller="ECS"), _service(controller="ECS", most=100), None),
    Case("rolling-service", _service(controller="ECS"), _service(controller="ECS", task="b", most=100),
         Consequence.INTERRUPTED),
    Case("rolling-service", _service(controller="ECS", most=100), _service(controller="ECS", task="b"),
         Consequence.UPDATED),
    Case("rolling-service", _service(), _service(task="b"), None),
    Case("desired-count", _service(), _service(task="b"), Consequence.UPDATED),
    Case("desired-count", _service(), "{}", None),
    Case("bootstrap-revision", _service() + _FAMILY.format(family="    shop", cpu=1).replace("Task:", "    Task:"),
         _service() + _FAMILY.format(family="    shop", cpu=2).replace("Task:", "    Task:"), Consequence.UPDATED),
    Case("bootstrap-revision", _FAMILY.format(family="a", cpu=256), _FAMILY.format(family="a", cpu=512), None),
    Case("next-release", _PROJECT.format(minutes=5, tag="a"), _PROJECT.format(minutes=6, tag="a"), Consequence.UPDATED),
    Case("next-release", _PROJECT.format(minutes=5, tag="a"), _PROJECT.format(minutes=5, tag="b"), None),
]  # fmt: skip


def _compare(before: Side, after: Side) -> Comparison:
    found = compare(before, after, SCHEMAS)
    spread(found)
    return found


@pytest.mark.parametrize("case", CASES)
def test_a_fact_speaks_of_what_it_is_about(case: Case) -> None:
    before, after = (_with_policy(side(a=template), case.policy) for template in (case.before, case.after))
    found = _compare(before, after)
    [fact] = [fact for fact in FACTS if fact.id == case.fact]
    assert [reason.consequence for reason in fact.find(found)] == ([case.says] if case.says else [])


def _with_policy(given: Side, policy: Any) -> Side:
    return Side(given.name, {key: stack._replace(policy=policy) for key, stack in given.stacks.items()})


def _exporting(value: str, name: str = "shop-id") -> dict[str, Any]:
    return {"Resources": {}, "Outputs": {"Id": {"Value": value, "Export": {"Name": name}}}}


_USING = "It: {Type: AWS::SNS::Topic, Properties: {TopicName: {'Fn::ImportValue': shop-id}}}"


@pytest.mark.parametrize(
    ("after", "using", "says"),
    [
        (_exporting("b"), _USING, "an export in use cannot be changed"),
        (_exporting("a", "other"), _USING, "an export in use cannot be removed"),
        (_exporting("a", "other"), "It: {Type: AWS::SNS::Topic}", "an export in use cannot be removed"),
        (_exporting("a"), _USING, ""),
    ],
)
def test_an_export_in_use_stays_as_it_is(after: dict[str, Any], using: str, says: str) -> None:
    before = side(net=_exporting("a"), app=_USING)
    found = _compare(before, side(net=after, app=using))
    [fact] = [fact for fact in FACTS if fact.id == "export-in-use"]
    assert [reason.text for reason in fact.find(found)] == ([f"app imports it: {says}"] if says else [])


def test_an_export_that_nobody_uses_is_free() -> None:
    found = _compare(side(net=_exporting("a")), side(net=_exporting("b")))
    [fact] = [fact for fact in FACTS if fact.id == "export-in-use"]
    assert len(found.exports) == 1
    assert list(fact.find(found)) == []


def test_every_fact_has_a_page_a_name_of_its_own_and_cases_for_and_against() -> None:
    assert len({fact.id for fact in FACTS}) == len(FACTS)
    assert all(fact.source.startswith("https://") for fact in FACTS)
    for fact in FACTS:
        if fact.id != "export-in-use":
            says = {case.says is None for case in CASES if case.fact == fact.id}
            assert says == {True, False}, fact.id
