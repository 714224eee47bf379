"""Systems -> exports whose value is that of something else than their consumers take it for."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import TARGET_GROUP
from generator.gate.policy import ROLE
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mappings,
    text,
)

_EXPECTED = {
    ("AWS::ECS::Service", "LoadBalancers", "TargetGroupArn"): TARGET_GROUP,
    ("AWS::CodeBuild::Project", "ServiceRole", ""): ROLE,
    ("AWS::CodeDeploy::DeploymentGroup", "ServiceRoleArn", ""): ROLE,
    ("AWS::CodePipeline::Pipeline", "RoleArn", ""): ROLE,
    ("AWS::ECS::TaskDefinition", "ExecutionRoleArn", ""): ROLE,
    ("AWS::ECS::TaskDefinition", "TaskRoleArn", ""): ROLE,
    ("AWS::ECS::Service", "Cluster", ""): "AWS::ECS::Cluster",
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "VpcId", ""): "AWS::EC2::VPC",
    ("AWS::Logs::LogGroup", "KmsKeyId", ""): "AWS::KMS::Key",
}


def _check(system: System) -> Iterator[Finding]:
    for (resource_type, key, inner), expected in _EXPECTED.items():
        for resource in system.of(resource_type):
            value = resource.properties.get(key)
            values = [text(item, inner) for item in mappings(value)] if inner else [value]
            for reference in values:
                found = system.at(reference)
                if found and found.type != expected:
                    yield Finding(
                        resource, f"{inner or key} is that of {found.id}, a {found.type}, not a {expected}", (key,)
                    )


RULE = Rule(
    "output-use",
    "What one template takes from another is of the type that it takes it for.",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html",
    _check,
    """
 templates:
   iam:
     Resources:
       Key: {Type: AWS::KMS::Key}
       Role:
         Type: AWS::IAM::Role
         Properties:
           AssumeRolePolicyDocument:
             Statement:
               - Effect: Allow
                 Principal: {Service: ecs-tasks.amazonaws.com}
                 Action: sts:AssumeRole
                 Condition: {StringEquals: {aws:SourceAccount: "111122223333"}}
     Outputs:
-      RoleArn: {Value: {"Fn::GetAtt": [Key, Arn]}, Export: {Name: RoleArn}}
+      RoleArn: {Value: {"Fn::GetAtt": [Role, Arn]}, Export: {Name: RoleArn}}
   ecs:
     Resources:
       Task:
         Type: AWS::ECS::TaskDefinition
         Properties: {Family: shop, TaskRoleArn: {"Fn::ImportValue": RoleArn}}
    """,
)
