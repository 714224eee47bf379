"""The gate's rules -> what releases rest on: the properties of each type of resource that a rule is about.

They are read off the rules' examples: what an example has otherwise than its good twin is what its rule looks at. A
new rule so protects what it is about. Of few types, each property counts: those are named here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from generator.gate import example
from generator.gate.catalog import ROOMS
from generator.gate.resolve import NAMES
from generator.gate.rule import Rule

_ROOMS = frozenset({"alarms", "iam", "pipeline", "rollout"})
"""Whose rules are about releases, and about who may do what. What the others are about, they judge by themselves."""
_LISTENER = ("AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::ListenerRule")
"""Types of which each rule counts: releases move their traffic."""
_WHOLE = {
    "AWS::CloudWatch::Alarm": "it may stop releases",
    "AWS::CodeDeploy::Application": "releases are deployments of it",
    "AWS::CodeDeploy::DeploymentConfig": "it says how releases shift traffic",
    "AWS::CodeDeploy::DeploymentGroup": "it says how releases shift traffic, and what stops them",
    "AWS::CodePipeline::Pipeline": "it is what releases",
    "AWS::ElasticLoadBalancingV2::ListenerRule": "releases move its traffic",
    "AWS::Events::Rule": "people hear of what failed through it, or a release begins",
    "AWS::IAM::Role": "what it may do, and who may act as it, is proven to be enough and no more",
    "AWS::KMS::Key": "who may use it is proven",
    "AWS::S3::BucketPolicy": "who may read and write is proven",
    "AWS::SNS::TopicPolicy": "who may publish is proven",
    "AWS::SQS::QueuePolicy": "who may send is proven",
}
_REPLACING = "a change of it makes a new thing, and the stack policy keeps the old one"
_ACTING = "what its tasks may do is proven of the role that it has"
_SOME = {
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-targetgroup.html
    "AWS::ElasticLoadBalancingV2::TargetGroup": dict.fromkeys(
        ("Port", "Protocol", "ProtocolVersion", "TargetType", "VpcId"), _REPLACING
    ),
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
    "AWS::ECS::Service": {
        **dict.fromkeys(("Cluster", "LaunchType", "Role", "SchedulingStrategy"), _REPLACING),
        "DesiredCount": "scaling has it",
        "TaskDefinition": "releases move it on",
    },
    "AWS::ECS::TaskDefinition": {"ExecutionRoleArn": _ACTING, "TaskRoleArn": _ACTING},
    "AWS::CodeBuild::Project": {"ServiceRole": "what builds may do is proven of the role that it has"},
}
_ATTRIBUTES = {
    "Condition": "it decides whether the resource is there",
    "DeletionPolicy": "it says what outlives its stack",
    "DependsOn": "it says what has to be there first",
    "UpdateReplacePolicy": "it says what outlives an update",
}
_FREE = frozenset({"AlarmDescription", "Description", "Tags"})
_GRANTING = ("AWS::IAM::", "AWS::S3::BucketPolicy", "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy")


def why_property(resource_type: str, name: str) -> str:
    """Why a property of a resource that canaryform makes is protected; empty where it is not."""
    if name in _FREE:
        return ""
    if name == NAMES.get(resource_type):
        return "policies, commands and other stacks know it by this name"
    if why := _SOME.get(resource_type, {}).get(name, ""):
        return why
    if rule := _about().get((resource_type, name)):
        return f"the rule {rule.id} is about it: {rule.description}"
    return _WHOLE.get(resource_type, "")


def why_attribute(name: str) -> str:
    """The same of an attribute that stands beside the properties."""
    return _ATTRIBUTES.get(name, "")


def why_added(resource_type: str) -> str:
    """Why even a new resource of a type changes what releases rest on; empty where it does not."""
    if resource_type in _LISTENER:
        return "it takes requests before the rules of releases do"
    return "it says who may do what" if resource_type.startswith(_GRANTING) else ""


@cache
def _about() -> Mapping[tuple[str, str], Rule]:
    """Type and property -> the first rule that is about it."""
    found: dict[tuple[str, str], Rule] = {}
    for room in ROOMS:
        for rule in room.rules:
            for kind, name in about(rule):
                if room.name in _ROOMS or kind in _LISTENER:
                    found.setdefault((kind, name), rule)
    return found


def about(rule: Rule) -> Iterator[tuple[str, str]]:
    """Types and properties that an example of a rule has otherwise than its good twin."""
    bad, good = (_resources(side(rule.example)) for side in (example.bad, example.good))
    for key in bad.keys() & good.keys():
        kind = good[key].get("Type", "")
        before, after = (side[key].get("Properties", {}) for side in (bad, good))
        for name in before.keys() | after.keys():
            if before.get(name) != after.get(name):
                yield kind, name


def _resources(systems: Any) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    return {
        (template.path, logical_id): resource
        for system in systems
        for template in system.templates
        for logical_id, resource in template.data.get("Resources", {}).items()
    }
