"""Systems -> hooks whose function CodeDeploy's role may not call, so that every release is rolled back."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import releases
from generator.gate.policy import ROLE, covers, permissions
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, mappings, sequence, text

_MANAGED = "AWSCodeDeployRoleForECSLimited"
_PREFIX = "CodeDeployHook_"
"""Of the functions that this managed policy lets CodeDeploy call; AWSCodeDeployRoleForECS lets it call all."""
_INVOKE = "lambda:InvokeFunction"


def _check(system: System) -> Iterator[Finding]:
    roles = [system.find(ROLE, release.group.properties.get("ServiceRoleArn")) for release in releases(system)]
    if not roles or not all(role is not None and _has_nothing_else(system, role) for role in roles):
        return
    for appspec in system.appspecs:
        for index, hook in enumerate(mappings(appspec.data, "Hooks")):
            for event, value in hook.items():
                name = text({"": value}, "").split(":function:")[-1].split(":")[0]
                if is_literal(name) and not name.startswith(_PREFIX):
                    message = (
                        f"calls the function {name}, but {_MANAGED} lets CodeDeploy call {_PREFIX}* alone: "
                        f"{event} fails, and the release with it"
                    )
                    hint = f"call it {_PREFIX}{name}, or allow lambda:InvokeFunction on it"
                    yield Finding(appspec, message, ("Hooks", index, str(event)), hint)


def _has_nothing_else(system: System, role: Resource) -> bool:
    """Whether all that lets it call a function is the limited managed policy."""
    arns = [text({"": arn}, "") for arn in sequence(role.properties, "ManagedPolicyArns")]
    is_managed = bool(arns) and all(arn.rsplit("/", 1)[-1] == _MANAGED for arn in arns)
    calls = any(
        statement.allows and (not statement.is_known or any(covers(each, _INVOKE) for each in statement.actions))
        for statement in permissions(system)
    )
    return is_managed and not calls


RULE = Rule(
    "hook-function",
    "CodeDeploy's role may call the functions of the appspec's hooks.",
    "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForECSLimited.html",
    _check,
    """
 Resources:
   Role:
     Type: AWS::IAM::Role
     Properties:
       AssumeRolePolicyDocument:
         Version: "2012-10-17"
         Statement:
           - Effect: Allow
             Principal: {Service: codedeploy.amazonaws.com}
             Action: "sts:AssumeRole"
             Condition: {StringEquals: {"aws:SourceAccount": {Ref: "AWS::AccountId"}}}
       ManagedPolicyArns: ["arn:aws:iam::aws:policy/AWSCodeDeployRoleForECSLimited"]
   Group:
     Type: AWS::CodeDeploy::DeploymentGroup
     Properties:
       ApplicationName: shop
       DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
       ServiceRoleArn: {"Fn::GetAtt": [Role, Arn]}
       ECSServices: [{ClusterName: shop, ServiceName: shop}]
       LoadBalancerInfo:
         TargetGroupPairInfoList:
           - TargetGroups: [{Name: shop-blue}, {Name: shop-green}]
             ProdTrafficRoute: {ListenerArns: ["arn:aws:elasticloadbalancing:us-west-2:111122223333:listener/app/shop"]}
       AlarmConfiguration: {Enabled: true, Alarms: [{Name: errors}]}
       AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
 appspec.yaml:
   version: 0.0
   Resources: []
   Hooks:
-    - BeforeAllowTraffic: smoke-test
+    - BeforeAllowTraffic: CodeDeployHook_smoke_test
    """,
)
