"""Systems -> releases that watch an alarm which nobody makes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.arn import is_written_as_arn
from generator.gate.blue_green import SERVICE
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_true, mapping, sequence, text
from generator.gate.watch import Watch, watches

_ALARMS = ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")


def _check(system: System) -> Iterator[Finding]:
    for watch in {watch.group.token: watch for watch in (*_of_services(system), *watches(system))}.values():
        for index, name in enumerate(watch.names):
            if is_written_as_arn(name):
                message = "an alarm is watched by its name, and here is its ARN: no alarm is called that"
                yield Finding(watch.group, message, watch.name_path(index))
            elif system.is_whole and all(system.is_missing(kind, name) for kind in _ALARMS):
                message = f"watches the alarm '{name}', which nothing here makes: it never stops anything"
                yield Finding(watch.group, message, watch.name_path(index))


def _of_services(system: System) -> Iterator[Watch]:
    """Also those of services that no load balancer sends requests to, and of rolling updates.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
    """
    for service in system.of(SERVICE):
        alarms = mapping(service.properties, "DeploymentConfiguration", "Alarms")
        if is_true(alarms, "Enable"):
            yield Watch(service, [text(name) for name in sequence(alarms, "AlarmNames")], [], [])


RULE = Rule(
    "alarm-exists",
    "Every alarm that stops a release is made by one of the templates.",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-create-alarms.html",
    _check,
    """
 whole: true
 Resources:
   Group:
     Type: AWS::CodeDeploy::DeploymentGroup
     Properties:
       DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
       AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
       ECSServices: [{ClusterName: {Ref: Cluster}, ServiceName: shop}]
       LoadBalancerInfo:
         TargetGroupPairInfoList:
           - TargetGroups: [{Name: shop-blue}, {Name: shop-green}]
             ProdTrafficRoute: {ListenerArns: ["arn:aws:elasticloadbalancing:us-west-2:111122223333:listener/app/shop"]}
-      AlarmConfiguration: {Enabled: true, Alarms: [{Name: errors}]}
+      AlarmConfiguration: {Enabled: true, Alarms: [{Name: shop-errors}]}
   Cluster: {Type: AWS::ECS::Cluster}
   Service:
     Type: AWS::ECS::Service
     Properties:
       ServiceName: shop
       Cluster: {Ref: Cluster}
       DeploymentController: {Type: CODE_DEPLOY}
       LoadBalancers: [{ContainerName: shop, ContainerPort: 3000, TargetGroupArn: {Ref: Blue}}]
   Blue:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties: {Name: shop-blue, TargetType: ip, Port: 3000}
   Green:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties: {Name: shop-green, TargetType: ip, Port: 3000}
   Alarm:
     Type: AWS::CloudWatch::Alarm
     Properties: {AlarmName: shop-errors}
    """,
)
