"""Systems -> releases that stay where they failed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import releases
from generator.gate.native import natives
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_true, is_unknown, mapping, sequence
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for release in releases(system):
        rollback = mapping(release.group.properties, "AutoRollbackConfiguration")
        path = ("AutoRollbackConfiguration",)
        if not is_true(rollback, "Enabled"):
            yield Finding(release.group, "a release that fails is not rolled back", path)
            continue
        needed = ["DEPLOYMENT_FAILURE"]
        if is_true(release.group.properties, "AlarmConfiguration", "Enabled"):
            needed.append("DEPLOYMENT_STOP_ON_ALARM")
        for event in needed:
            if event not in sequence(rollback, "Events"):
                yield Finding(release.group, f"is not rolled back on {event}", path)
    for native in natives(system):
        alarms = native.configuration.get("Alarms")
        if not is_unknown(alarms) and is_true(alarms, "Enable") and not is_true(alarms, "Rollback"):
            message = "a release that an alarm stops is not rolled back"
            yield Finding(native.service, message, ("DeploymentConfiguration", "Alarms", "Rollback"))


RULE = Rule(
    "rollback",
    "A release that fails, or that an alarm stops, is rolled back; unless the spec says `rollback: false`.",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html",
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
-      AutoRollbackConfiguration: {Enabled: false}
+      AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
    """,
    severity=Severity.WARNING,
)
