"""Systems -> deployment roles with AWS's limited policy, which passes on only roles that are named as it expects."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.arn import readable
from generator.gate.blue_green import releases
from generator.gate.calls.task import execution_role, task_role
from generator.gate.managed_policy import name_of
from generator.gate.policy import ROLE, covers, held
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_unknown, sequence, text
from generator.glob import overlaps

_LIMITED = "AWSCodeDeployRoleForECSLimited"
_PASSED = ("ecsTaskExecutionRole", "ECSTaskExecution*")
"""Names of the roles that it passes on."""
_KEY = "ManagedPolicyArns"


def _check(system: System) -> Iterator[Finding]:
    for release in releases(system):
        role = system.find(ROLE, release.group.properties.get("ServiceRoleArn"))
        index = next((index for index, arn in enumerate(_managed(role)) if name_of(text(arn))[1] == _LIMITED), None)
        if role is None or index is None:
            continue
        others = [statement for statement in held(system, role) or () if statement.path[:2] != (_KEY, index)]
        if held(system, role) is None or any(covers(one, "iam:PassRole") for each in others for one in each.actions):
            continue
        kept = [each.name or each.id for each in _roles(system) if not _may_be_passed(system, each)]
        if kept:
            message = f"{_LIMITED} passes on {' and '.join(_PASSED)}, not {', '.join(kept)}: no release can start tasks"
            yield Finding(role, message, (_KEY, index), "arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS")


def _managed(role: Resource | None) -> list[object]:
    return [*sequence(role.properties, _KEY)] if role else []


def _roles(system: System) -> list[Resource]:
    """Those of the tasks, each once."""
    named = [name for task in system.tasks for name in (execution_role(system, task), task_role(system, task))]
    return list({each.token: each for name in named if (each := system.find(ROLE, name))}.values())


def _may_be_passed(system: System, role: Resource) -> bool:
    """A name that CloudFormation makes begins with the stack's, and fits neither."""
    if is_unknown(role.properties, "RoleName"):
        return True
    return any(overlaps(pattern, readable(system, role.name)) for pattern in _PASSED)


RULE = Rule(
    "limited-policy",
    "A deployment role with AWS's limited policy has tasks whose roles are named as that policy expects.",
    "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForECSLimited.html",
    _check,
    """
 Resources:
   Group:
     Type: AWS::CodeDeploy::DeploymentGroup
     Properties:
       ServiceRoleArn: {"Fn::GetAtt": [Deployer, Arn]}
       DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
       ECSServices: [{ClusterName: shop, ServiceName: shop}]
       LoadBalancerInfo:
         TargetGroupPairInfoList:
           - TargetGroups: [{Name: shop-blue}, {Name: shop-green}]
             ProdTrafficRoute: {ListenerArns: ['arn:aws:elasticloadbalancing:us-west-2:111122223333:listener/app/shop']}
       AlarmConfiguration: {Enabled: true, Alarms: [{Name: errors}]}
       AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
   Task:
     Type: AWS::ECS::TaskDefinition
     Properties:
       Family: shop
       NetworkMode: awsvpc
       ExecutionRoleArn: {"Fn::GetAtt": [Execution, Arn]}
       ContainerDefinitions: [{Name: shop, Image: "shop:1.0.0"}]
   Execution:
     Type: AWS::IAM::Role
     Properties:
       AssumeRolePolicyDocument:
         Statement:
           - Effect: Allow
             Principal: {Service: ecs-tasks.amazonaws.com}
             Action: sts:AssumeRole
             Condition: {StringEquals: {aws:SourceAccount: "111122223333"}}
   Deployer:
     Type: AWS::IAM::Role
     Properties:
       AssumeRolePolicyDocument:
         Statement:
           - Effect: Allow
             Principal: {Service: codedeploy.amazonaws.com}
             Action: sts:AssumeRole
             Condition: {StringEquals: {aws:SourceAccount: "111122223333"}}
-      ManagedPolicyArns: ["arn:aws:iam::aws:policy/AWSCodeDeployRoleForECSLimited"]
+      ManagedPolicyArns: ["arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS"]
    """,
)
