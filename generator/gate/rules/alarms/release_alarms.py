"""Systems -> releases that no alarm stops."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import releases
from generator.gate.native import natives
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_true, is_unknown, mapping, mappings, sequence
from generator.problems import Severity

_FEW = 10
"""The schema's limit; the quota is 50 by now, and can be raised."""


def _check(system: System) -> Iterator[Finding]:
    for release in releases(system):
        alarms = mapping(release.group.properties, "AlarmConfiguration")
        count = len(mappings(alarms, "Alarms"))
        path = ("AlarmConfiguration",)
        if not is_true(alarms, "Enabled") or not count:
            yield Finding(release.group, "no alarm stops a bad release", path)
        if count > _FEW:
            message = f"names {count} alarms; CloudFormation documents 10"
            yield Finding(release.group, message, path)
    for native in natives(system):
        named = is_true(native.configuration, "Alarms", "Enable") and sequence(
            native.configuration, "Alarms", "AlarmNames"
        )
        if not named and not is_unknown(native.configuration, "Alarms"):
            yield Finding(native.service, "no alarm stops a bad release", ("DeploymentConfiguration",))


RULE = Rule(
    "release-alarms",
    "Alarms stop a bad release, ten at the most; unless the spec turns every alarm off.",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-configure-advanced-options.html",
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
       AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
-      AlarmConfiguration: {Enabled: false}
+      AlarmConfiguration: {Enabled: true, Alarms: [{Name: errors}]}
    """,
    severity=Severity.WARNING,
)
