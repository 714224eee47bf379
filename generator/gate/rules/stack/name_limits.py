"""Systems -> names that AWS does not take, with the account and region in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.resolve import NAMES
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, is_true, is_unknown, text

# Longest, and what else it must match, of each named thing: from the models of the services' APIs.
_LIMITS: dict[str, tuple[int, str]] = {
    "AWS::CloudWatch::Alarm": (255, r"[^\x00-\x1f]+"),
    "AWS::CloudWatch::Dashboard": (255, r"[A-Za-z0-9_-]+"),
    "AWS::CodeBuild::Project": (150, r"[A-Za-z0-9][A-Za-z0-9_-]+"),
    "AWS::CodeConnections::Connection": (32, r"[\s\S]+"),
    "AWS::CodeDeploy::Application": (100, r"[A-Za-z0-9+=,.@_-]+"),
    "AWS::CodeDeploy::DeploymentConfig": (100, r"[A-Za-z0-9+=,.@_-]+"),
    "AWS::CodeDeploy::DeploymentGroup": (100, r"[A-Za-z0-9+=,.@_-]+"),
    "AWS::CodePipeline::Pipeline": (100, r"[A-Za-z0-9.@_-]+"),
    "AWS::CodeStarConnections::Connection": (32, r"[\s\S]+"),
    "AWS::ECR::Repository": (256, r"(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-]+[a-z0-9]+)*"),
    "AWS::ECS::Cluster": (255, r"[A-Za-z0-9_-]+"),
    "AWS::ECS::Service": (255, r"[A-Za-z0-9_-]+"),
    "AWS::ECS::TaskDefinition": (255, r"[A-Za-z0-9_-]+"),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": (32, r"(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"),
    "AWS::ElasticLoadBalancingV2::TargetGroup": (32, r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"),
    "AWS::Events::Rule": (64, r"[A-Za-z0-9._-]+"),
    "AWS::IAM::ManagedPolicy": (128, r"[\w+=,.@-]+"),
    "AWS::IAM::Role": (64, r"[\w+=,.@-]+"),
    "AWS::Logs::LogGroup": (512, r"(?!aws/)[A-Za-z0-9._/#-]+"),
    "AWS::S3::Bucket": (63, r"[a-z0-9][a-z0-9.-]+[a-z0-9]"),
    "AWS::SNS::Topic": (256, r"[A-Za-z0-9_-]+(?:\.fifo)?"),
}
_ACCOUNT, _LONGEST_REGION = "1" * 12, "ap-southeast-1"


def _check(system: System) -> Iterator[Finding]:
    for resource_type, (longest, pattern) in _LIMITS.items():
        for resource in system.of(resource_type):
            regions = resource.template.regions or (_LONGEST_REGION,)
            name = resource.name.replace("${AWS::AccountId}", _ACCOUNT)
            name = name.replace("${AWS::Region}", max(regions, key=len))
            path = (NAMES[resource_type],)
            if not is_literal(name):
                continue
            if len(name) > longest:
                yield Finding(resource, f"the name {name} has {len(name)} characters; AWS takes {longest}", path)
            elif not re.fullmatch(pattern, name):
                yield Finding(resource, f"AWS does not take the name '{name}'", path)
    yield from _twice(system)
    yield from _fifo(system)


def _twice(system: System) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Resource] = {}
    for resource in system.resources:
        key = resource.type, resource.name
        if resource.type in _LIMITS and is_literal(resource.name) and seen.setdefault(key, resource) is not resource:
            message = f"is called {resource.name}, as is {seen[key].id}"
            yield Finding(resource, message, (NAMES[resource.type],))


def _fifo(system: System) -> Iterator[Finding]:
    """Of topics; of queues cfn-lint says it. https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html."""
    for topic in system.of("AWS::SNS::Topic"):
        name, is_fifo = text(topic.properties, "TopicName"), is_true(topic.properties, "FifoTopic")
        if not name or not is_literal(name) or is_unknown(topic.properties, "FifoTopic"):
            continue
        if is_fifo and not name.endswith(".fifo"):
            yield Finding(topic, f"is a FIFO topic, and its name {name} does not end with .fifo", ("FifoTopic",))
        elif name.endswith(".fifo") and not is_fifo:
            message = f"is called {name}, and only a FIFO topic may have a name that ends so"
            yield Finding(topic, message, ("TopicName",))


RULE = Rule(
    "name-limits",
    "Names are as long as AWS takes them, of letters that it takes, and given once.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html",
    _check,
    """
 Resources:
   Blue:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties:
-      Name: the-shop-of-the-whole-company-blue
+      Name: shop-blue
    """,
)
