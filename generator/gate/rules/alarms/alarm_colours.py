"""Systems -> releases of which every other one is not watched."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import releases
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import (
    mapping,
    mappings,
    strings,
    text,
)


def _check(system: System) -> Iterator[Finding]:
    for release in releases(system):
        names = [text(item, "Name") for item in mappings(release.group.properties, "AlarmConfiguration", "Alarms")]
        alarms = [alarm for alarm in (system.find("AWS::CloudWatch::Alarm", name) for name in names) if alarm]
        watched = {token for alarm in alarms for token in strings(alarm.properties) if system.at(token)}
        groups = release.target_groups
        seen = [group for group in groups if any(system.at(token) is group for token in watched)]
        if len(groups) == 2 and len(seen) == 1:
            [other] = [group for group in groups if group not in seen]
            message = f"no alarm watches {other.id}, which has the traffic after every other release"
            yield Finding(release.group, message, ("AlarmConfiguration",))
        for one in seen:
            kinds = {_kind(alarm) for alarm in alarms if _watches(system, alarm, one)}
            for other in seen:
                lacking = kinds - {_kind(alarm) for alarm in alarms if _watches(system, alarm, other)}
                for kind in sorted(lacking):
                    message = f"{kind} is watched for {one.id}, but not for {other.id}"
                    yield Finding(release.group, message, ("AlarmConfiguration",))


def _watches(system: System, alarm: Resource, group: Resource) -> bool:
    return any(system.at(token) is group for token in strings(alarm.properties))


def _kind(alarm: Resource) -> str:
    queries = (mapping(query, "MetricStat", "Metric") for query in mappings(alarm.properties, "Metrics"))
    names = [text(metric, "MetricName") for metric in (alarm.properties, *queries)]
    return next((name for name in names if name), "")


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
)
