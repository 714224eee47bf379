"""Systems -> roles given to a service that may not take them on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.gate.action import actions
from generator.gate.native import natives
from generator.gate.policy import ROLE, Statement, covers, trusts
from generator.gate.rule import Finding, Rule
from generator.gate.schedule import task_schedules
from generator.gate.system import Resource, System
from generator.gate.value import mappings

_USERS = {
    "AWS::CodeBuild::Project": ("ServiceRole", "codebuild.amazonaws.com"),
    "AWS::CodeDeploy::DeploymentGroup": ("ServiceRoleArn", "codedeploy.amazonaws.com"),
    "AWS::CodePipeline::Pipeline": ("RoleArn", "codepipeline.amazonaws.com"),
}
_TASK_ROLES = ("ExecutionRoleArn", "TaskRoleArn")


def _check(system: System) -> Iterator[Finding]:
    for user, key, service, given in _uses(system):
        role = system.find(ROLE, given)
        if role is None:
            continue
        allowed = {name for statement in _assumed(system, role) for name in statement.services}
        if service not in allowed:
            message = f"is the {key} of {user.id}, but {service} may not take it on"
            yield Finding(role, message, ("AssumeRolePolicyDocument",))


def _assumed(system: System, role: Resource) -> Iterator[Statement]:
    """The statements of its trust by which a service takes it on."""
    for statement in trusts(system):
        if statement.owner is role and any(covers(action, "sts:AssumeRole") for action in statement.actions):
            yield statement


def _uses(system: System) -> Iterator[tuple[Resource, str, str, Any]]:
    """Who uses a role under which key, the service that acts for it, and the role as it is named."""
    for resource_type, (key, service) in _USERS.items():
        for user in system.of(resource_type):
            yield user, key, service, user.properties.get(key)
    for task in system.of("AWS::ECS::TaskDefinition"):
        for key in _TASK_ROLES:
            yield task, key, "ecs-tasks.amazonaws.com", task.properties.get(key)
    for rule in system.of("AWS::Events::Rule"):
        for target in mappings(rule.properties, "Targets"):
            yield rule, "RoleArn", "events.amazonaws.com", target.get("RoleArn")
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-permissions.html
    for native in natives(system):
        for swap in native.swaps:
            yield native.service, "RoleArn of AdvancedConfiguration", "ecs.amazonaws.com", swap.role
        for _, hook in native.hooks:
            yield native.service, "RoleArn of LifecycleHooks", "ecs.amazonaws.com", hook.get("RoleArn")
    for schedule in task_schedules(system):
        named = schedule.target.get("RoleArn")
        yield schedule.resource, "RoleArn of Target", "scheduler.amazonaws.com", named
    # https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
    for action in actions(system):
        if action.provider == "CloudFormation":
            named = action.configuration.get("RoleArn")
            yield action.pipeline, f"RoleArn of {action.name}", "cloudformation.amazonaws.com", named


RULE = Rule(
    "role-trust",
    "A role that is given to a service lets that service take it on.",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html",
    _check,
    """
 Resources:
   Project:
     Type: AWS::CodeBuild::Project
     Properties: {ServiceRole: {"Fn::GetAtt": [Role, Arn]}}
   Role:
     Type: AWS::IAM::Role
     Properties:
       ManagedPolicyArns: [arn:aws:iam::111122223333:policy/build]
       AssumeRolePolicyDocument:
         Statement:
           - Effect: Allow
-            Principal: {Service: codepipeline.amazonaws.com}
+            Principal: {Service: codebuild.amazonaws.com}
             Action: sts:AssumeRole
             Condition: {StringEquals: {aws:SourceAccount: {Ref: AWS::AccountId}}}
    """,
)
