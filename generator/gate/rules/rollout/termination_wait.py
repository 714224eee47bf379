"""Systems -> old tasks that are kept longer than CodeDeploy keeps them, or for ever."""

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
from generator.problems import Severity

_LONGEST_MINUTES = 2800
"""What the page of quotas says; the API's reference says 2,880."""


def _check(system: System) -> Iterator[Finding]:
    for release in releases(system):
        path = ("BlueGreenDeploymentConfiguration", "TerminateBlueInstancesOnDeploymentSuccess")
        option = mapping(release.group.properties, *path)
        minutes = number(option, "TerminationWaitTimeInMinutes") or 0
        if minutes > _LONGEST_MINUTES:
            yield Finding(
                release.group, f"keeps the old tasks for {minutes:,} minutes; CodeDeploy keeps them for 2,800", path
            )
        if text(option, "Action") == "KEEP_ALIVE":
            yield Finding(release.group, "KEEP_ALIVE is for EC2: the old tasks would run, and cost, for ever", path)


RULE = Rule(
    "termination-wait",
    "The old tasks end after a release, no later than CodeDeploy waits.",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html",
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
         TerminateBlueInstancesOnDeploymentSuccess:
           Action: TERMINATE
-          TerminationWaitTimeInMinutes: 2880
+          TerminationWaitTimeInMinutes: 60
    """,
    severity=Severity.WARNING,
)
