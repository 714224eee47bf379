"""Systems -> releases that no alarm stops when the new tasks refuse all connections."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.alarm import judged, metrics
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.watch import watches
from generator.problems import Severity

_CONNECTIONS = "TargetConnectionErrorCount"
_ANSWERS = "HTTPCode_Target_5XX_Count"


def _check(system: System) -> Iterator[Finding]:
    for watch in watches(system):
        if not watch.is_said:
            continue
        alarms = watch.alarms
        for group in watch.target_groups:
            read = {
                metric.name
                for alarm in alarms
                if judged(system, alarm) is group
                for metric in metrics(alarm)
                if system.at(metric.dimensions.get("TargetGroup", "")) is group
            }
            if _ANSWERS in read and _CONNECTIONS not in read:
                message = (
                    f"a task of {group.id} that accepts no connection gives no answer of its own: its 502s are counted "
                    f"for the load balancer, and for the group as {_CONNECTIONS}, which no alarm watches"
                )
                yield Finding(watch.group, message, watch.path, severity=Severity.WARNING)


RULE = Rule(
    "alarm-connections",
    "Where a target group's errors stop a release, so do connections that its targets do not accept.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
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
       AlarmConfiguration:
         Enabled: true
         Alarms:
           - {Name: blue-errors}
           - {Name: green-errors}
+          - {Name: blue-connections}
+          - {Name: green-connections}
   Blue:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties: {Name: shop-blue, TargetType: ip, Port: 3000}
   Green:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties: {Name: shop-green, TargetType: ip, Port: 3000}
   BlueErrorsAlarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       AlarmName: blue-errors
       Namespace: AWS/ApplicationELB
       MetricName: HTTPCode_Target_5XX_Count
       Dimensions:
         - {Name: LoadBalancer, Value: app/shop/1}
         - {Name: TargetGroup, Value: {"Fn::GetAtt": [Blue, TargetGroupFullName]}}
   GreenErrorsAlarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       AlarmName: green-errors
       Namespace: AWS/ApplicationELB
       MetricName: HTTPCode_Target_5XX_Count
       Dimensions:
         - {Name: LoadBalancer, Value: app/shop/1}
         - {Name: TargetGroup, Value: {"Fn::GetAtt": [Green, TargetGroupFullName]}}
   BlueConnectionsAlarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       AlarmName: blue-connections
       Namespace: AWS/ApplicationELB
       MetricName: TargetConnectionErrorCount
       Dimensions:
         - {Name: LoadBalancer, Value: app/shop/1}
         - {Name: TargetGroup, Value: {"Fn::GetAtt": [Blue, TargetGroupFullName]}}
   GreenConnectionsAlarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       AlarmName: green-connections
       Namespace: AWS/ApplicationELB
       MetricName: TargetConnectionErrorCount
       Dimensions:
         - {Name: LoadBalancer, Value: app/shop/1}
         - {Name: TargetGroup, Value: {"Fn::GetAtt": [Green, TargetGroupFullName]}}
    """,
)
