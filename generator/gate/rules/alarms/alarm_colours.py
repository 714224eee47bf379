"""Systems -> releases of which every other one is not watched."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.alarm import judged, metrics
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.watch import watches
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for watch in watches(system):
        if not watch.is_said:
            continue
        alarms = watch.alarms
        groups = watch.target_groups
        kinds = {group.token: {_kind(alarm) for alarm in alarms if judged(system, alarm) is group} for group in groups}
        seen = [group for group in groups if kinds[group.token]]
        if len(groups) == 2 and len(seen) == 1:
            [other] = [group for group in groups if group not in seen]
            message = f"no alarm watches {other.id}, which has the traffic after every other release"
            yield Finding(watch.group, message, watch.path)
        for one in seen:
            for other in seen:
                for kind in sorted(kinds[one.token] - kinds[other.token]):
                    message = f"{kind} is watched for {one.id}, but not for {other.id}"
                    yield Finding(watch.group, message, watch.path)


def _kind(alarm: Resource) -> str:
    """What an alarm is about, in the names of its metrics: those of both groups together are the same for both."""
    return ", ".join(sorted({metric.name for metric in metrics(alarm)}))


RULE = Rule(
    "alarm-colours",
    "Both target groups of a release are watched, and for the same.",
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
-      AlarmConfiguration: {Enabled: true, Alarms: [{Name: blue}]}
+      AlarmConfiguration: {Enabled: true, Alarms: [{Name: blue}, {Name: green}]}
   Blue:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties: {Name: shop-blue, TargetType: ip, Port: 3000}
   Green:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties: {Name: shop-green, TargetType: ip, Port: 3000}
   BlueAlarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       AlarmName: blue
       Dimensions: [{Name: TargetGroup, Value: {"Fn::GetAtt": [Blue, TargetGroupFullName]}}]
   GreenAlarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       AlarmName: green
       Dimensions: [{Name: TargetGroup, Value: {"Fn::GetAtt": [Green, TargetGroupFullName]}}]
    """,
    severity=Severity.WARNING,
)
