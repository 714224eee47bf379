"""Systems -> releases that stop before a person could let them go on, or wait for one and go on by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import releases
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mapping,
    number,
    text,
)

_LONGEST_MINUTES = 2880


def _check(system: System) -> Iterator[Finding]:
    for release in releases(system):
        ready = mapping(release.group.properties, "BlueGreenDeploymentConfiguration", "DeploymentReadyOption")
        path = ("BlueGreenDeploymentConfiguration", "DeploymentReadyOption")
        minutes = number(ready, "WaitTimeInMinutes") or 0
        if text(ready, "ActionOnTimeout") == "STOP_DEPLOYMENT" and minutes == 0:
            yield Finding(
                release.group, "STOP_DEPLOYMENT without a wait stops every release before it shifts traffic", path
            )
        if text(ready, "ActionOnTimeout") == "CONTINUE_DEPLOYMENT" and minutes > 0:
            # https://github.com/hashicorp/terraform-provider-aws/issues/9653
            message = "CONTINUE_DEPLOYMENT waits for nobody: CodeDeploy refuses it together with a wait"
            yield Finding(release.group, message, (*path, "WaitTimeInMinutes"), "WaitTimeInMinutes: 0")
        if minutes > _LONGEST_MINUTES:
            yield Finding(release.group, f"waits {minutes:,} minutes for a person; CodeDeploy waits 2,880", path)


RULE = Rule(
    "ready-wait",
    "A release that stops unless somebody lets it go on waits for that, and no other does.",
    "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentReadyOption.html",
    _check,
    """
 Resources:
   Group:
     Type: AWS::CodeDeploy::DeploymentGroup
     Properties:
       DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
       ECSServices: [{ClusterName: shop, ServiceName: shop}]
       LoadBalancerInfo:
         TargetGroupPairInfoList:
           - TargetGroups: [{Name: shop-blue}, {Name: shop-green}]
             ProdTrafficRoute: {ListenerArns: ['arn:aws:elasticloadbalancing:us-west-2:111122223333:listener/app/shop']}
       AlarmConfiguration: {Enabled: true, Alarms: [{Name: errors}]}
       AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
       BlueGreenDeploymentConfiguration:
-        DeploymentReadyOption: {ActionOnTimeout: STOP_DEPLOYMENT, WaitTimeInMinutes: 0}
+        DeploymentReadyOption: {ActionOnTimeout: STOP_DEPLOYMENT, WaitTimeInMinutes: 60}
    """,
)
