"""Systems -> alarms about a release's target groups that do not stop it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.alarm import ALARM, judged, metrics
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.watch import Watch, watches
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for watch in watches(system):
        if not watch.is_on or len(watch.alarms) != len(watch.names):
            continue
        seen = {_kind(metric.name) for alarm in watch.alarms for metric in metrics(alarm)}
        for alarm in system.of(ALARM):
            missing = sorted(_about(system, watch, alarm) - seen)
            if missing and alarm not in watch.alarms:
                message = f"{alarm.id} is not among its alarms, and none that is watches {', '.join(missing)}"
                hint = "name it there: an alarm that is not named stops no release"
                yield Finding(watch.group, message, watch.path, hint)


def _about(system: System, watch: Watch, alarm: Resource) -> set[str]:
    """The metrics of an alarm about one of the release's target groups."""
    group = judged(system, alarm)
    if group is None or group not in watch.target_groups:
        return set()
    return {_kind(metric.name) for metric in metrics(alarm) if metric.name != "RequestCount"}


def _kind(name: str) -> str:
    """Errors are one kind, by whatever metric: whether each colour's own are counted is another rule's."""
    return "errors" if name.startswith("HTTPCode_") or name == "TargetConnectionErrorCount" else name


RULE = Rule(
    "alarm-attached",
    "Each alarm about errors, answers or health of a release's target groups can stop the release.",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-configure-advanced-options.html",
    _check,
    """
 Resources:
   Group:
     Type: AWS::CodeDeploy::DeploymentGroup
     Properties:
       DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
       DeploymentConfigName: CodeDeployDefault.ECSAllAtOnce
       BlueGreenDeploymentConfiguration:
         TerminateBlueInstancesOnDeploymentSuccess: {Action: TERMINATE, TerminationWaitTimeInMinutes: 60}
       ECSServices: [{ClusterName: shop, ServiceName: shop}]
       LoadBalancerInfo:
         TargetGroupPairInfoList:
           - TargetGroups: [{Name: shop-blue}, {Name: shop-green}]
             ProdTrafficRoute: {ListenerArns: ['arn:aws:elasticloadbalancing:us-west-2:111122223333:listener/app/shop']}
       AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
-      AlarmConfiguration: {Enabled: true, Alarms: [{Name: shop}]}
+      AlarmConfiguration: {Enabled: true, Alarms: [{Name: shop}, {Name: slow}, {Name: slower}]}
   Blue: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Name: shop-blue, TargetType: ip, Port: 3000}}
   Green: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Name: shop-green, TargetType: ip, Port: 3000}}
   Shop:
     Type: AWS::CloudWatch::Alarm
     Properties:
       AlarmName: shop
       Namespace: Shop
       MetricName: Errors
       Statistic: Sum
       ComparisonOperator: GreaterThanThreshold
       EvaluationPeriods: 3
       Period: 60
       Threshold: 5
   Slow:
     Type: AWS::CloudWatch::Alarm
     Properties:
       AlarmName: slow
       Namespace: AWS/ApplicationELB
       MetricName: TargetResponseTime
       Statistic: Average
       Dimensions:
         - {Name: LoadBalancer, Value: app/shop/1}
         - {Name: TargetGroup, Value: {"Fn::GetAtt": [Blue, TargetGroupFullName]}}
       ComparisonOperator: GreaterThanThreshold
       EvaluationPeriods: 3
       Period: 60
       Threshold: 2
       TreatMissingData: notBreaching
   Slower:
     Type: AWS::CloudWatch::Alarm
     Properties:
       AlarmName: slower
       Namespace: AWS/ApplicationELB
       MetricName: TargetResponseTime
       Statistic: Average
       Dimensions:
         - {Name: LoadBalancer, Value: app/shop/1}
         - {Name: TargetGroup, Value: {"Fn::GetAtt": [Green, TargetGroupFullName]}}
       ComparisonOperator: GreaterThanThreshold
       EvaluationPeriods: 3
       Period: 60
       Threshold: 2
       TreatMissingData: notBreaching
    """,
    severity=Severity.WARNING,
)
