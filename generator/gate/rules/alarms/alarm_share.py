"""Systems -> releases whose errors are watched for the load balancer as a whole, in which a canary is a small part."""

from __future__ import annotations

from collections.abc import Iterator

from generator.canary.course import Course, Strategy
from generator.gate.alarm import judged, metrics
from generator.gate.blue_green import releases
from generator.gate.native_rollout import native_rollouts
from generator.gate.rollout import Shift, shift
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.watch import watches
from generator.problems import Severity

_OF_GROUP = frozenset({"HTTPCode_Target_5XX_Count", "TargetConnectionErrorCount"})


def _check(system: System) -> Iterator[Finding]:
    shifts: dict[str, Shift | Course | None] = {each.group.token: shift(each) for each in releases(system)}
    shifts |= {each.release.group.token: each.course for each in native_rollouts(system)}
    for watch in watches(system):
        moved = shifts.get(watch.group.token)
        whole = [alarm for alarm in watch.alarms if judged(system, alarm) is None and _reads_codes(alarm)]
        if moved is None or moved.strategy is Strategy.ALL_AT_ONCE or not whole or not watch.is_said:
            continue
        for group in watch.target_groups:
            if not any(
                judged(system, alarm) is group and _OF_GROUP & {metric.name for metric in metrics(alarm)}
                for alarm in watch.alarms
            ):
                message = (
                    f"errors of {group.id} are watched for the load balancer as a whole, where a first share of "
                    f"{moved.percent:g} % that fails altogether is {moved.percent:g} % of the answers at most"
                )
                yield Finding(watch.group, message, watch.path, severity=Severity.WARNING)


def _reads_codes(alarm: Resource) -> bool:
    return any(metric.name.startswith("HTTPCode_") for metric in metrics(alarm))


RULE = Rule(
    "alarm-share",
    "Where traffic moves in parts, errors are watched for each target group: of the whole, a part is too little.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
    _check,
    """
 Resources:
   Group:
     Type: AWS::CodeDeploy::DeploymentGroup
     Properties:
       DeploymentConfigName: CodeDeployDefault.ECSCanary10Percent5Minutes
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
           - {Name: errors}
+          - {Name: blue-connections}
+          - {Name: green-connections}
   Blue:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties: {Name: shop-blue, TargetType: ip, Port: 3000}
   Green:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties: {Name: shop-green, TargetType: ip, Port: 3000}
   ErrorsAlarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       AlarmName: errors
       Namespace: AWS/ApplicationELB
       MetricName: HTTPCode_ELB_5XX_Count
       Dimensions: [{Name: LoadBalancer, Value: app/shop/1}]
       TreatMissingData: notBreaching
   BlueAlarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       AlarmName: blue-connections
       Namespace: AWS/ApplicationELB
       MetricName: TargetConnectionErrorCount
       Dimensions:
         - {Name: LoadBalancer, Value: app/shop/1}
         - {Name: TargetGroup, Value: {"Fn::GetAtt": [Blue, TargetGroupFullName]}}
   GreenAlarm:
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
