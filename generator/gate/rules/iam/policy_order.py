"""Systems -> what acts with a role before the role's policy is there, as CloudFormation makes both at once."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.order import waits
from generator.gate.policy import ROLE
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import sequence
from generator.problems import Severity

_USERS = {
    "AWS::CodePipeline::Pipeline": ("RoleArn",),
    "AWS::ECS::Service": ("Role",),
    "AWS::ECS::TaskDefinition": ("ExecutionRoleArn", "TaskRoleArn"),
}
"""What acts as soon as it is made: a pipeline starts its first run, and a service its tasks."""


def _check(system: System) -> Iterator[Finding]:
    for policy in system.of("AWS::IAM::Policy", "AWS::IAM::RolePolicy", "AWS::IAM::ManagedPolicy"):
        for role in _roles(system, policy):
            for user in _acting(system, role):
                is_loop = waits(system, policy, user)
                if user.template is policy.template and not is_loop and not waits(system, user, policy):
                    message = f"does not wait for {policy.id}, the policy of {role.id}: it may begin without"
                    yield Finding(user, message, hint=f"DependsOn: {policy.id}")


def _roles(system: System, policy: Resource) -> Iterator[Resource]:
    for name in (*sequence(policy.properties, "Roles"), policy.properties.get("RoleName")):
        role = system.find(ROLE, name) if name else None
        if role:
            yield role


def _acting(system: System, role: Resource) -> Iterator[Resource]:
    """What is made and acts; a task definition acts by the services that run it."""
    for kind, keys in _USERS.items():
        for user in system.of(kind):
            if not any(system.find(ROLE, user.properties.get(key)) is role for key in keys):
                continue
            if kind == "AWS::ECS::TaskDefinition":
                services = system.of("AWS::ECS::Service")
                yield from (each for each in services if system.at(each.properties.get("TaskDefinition")) is user)
            else:
                yield user


RULE = Rule(
    "policy-order",
    "A pipeline and a service wait for the policy of their role where it is a resource of its own.",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html",
    _check,
    """
 Resources:
   Role:
     Type: AWS::IAM::Role
     Properties:
       AssumeRolePolicyDocument:
         Statement:
           - Effect: Allow
             Principal: {Service: ecs-tasks.amazonaws.com}
             Action: sts:AssumeRole
             Condition: {StringEquals: {aws:SourceAccount: "111122223333"}}
   Policy:
     Type: AWS::IAM::Policy
     Properties:
       PolicyName: pull
       Roles: [{Ref: Role}]
       PolicyDocument:
         Statement: [{Effect: Allow, Action: "ecr:GetAuthorizationToken", Resource: "*"}]
   Task:
     Type: AWS::ECS::TaskDefinition
     Properties: {Family: shop, ExecutionRoleArn: {"Fn::GetAtt": [Role, Arn]}}
   Service:
     Type: AWS::ECS::Service
+    DependsOn: Policy
     Properties:
       ServiceName: shop
       TaskDefinition: {Ref: Task}
       DeploymentConfiguration: {DeploymentCircuitBreaker: {Enable: true, Rollback: true}}
    """,
    severity=Severity.WARNING,
)
