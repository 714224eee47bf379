"""Systems -> releases by ECS that nothing ends whose tasks never start."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.alarm import Watched, metrics
from generator.gate.native import natives
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import document, is_true, is_unknown, sequence, text
from generator.gate.watch import native_watches
from generator.problems import Severity

_COUNTS = frozenset({"DesiredTaskCount", "PendingTaskCount", "RunningTaskCount"})


def _check(system: System) -> Iterator[Finding]:
    for native in natives(system):
        has_breaker = is_true(native.configuration, "DeploymentCircuitBreaker", "Enable")
        if is_unknown(native.configuration) or (native.strategy == "BLUE_GREEN" and has_breaker):
            continue
        for watch in native_watches(system, native):
            heard = (_hears(system, metric) for alarm in watch.alarms for metric in metrics(alarm))
            if watch.names and watch.is_said and not any(heard):
                message = (
                    "no alarm hears of tasks that never start, for want of an image or of a secret: they get no "
                    "request and answer no health check, and ECS tries until CloudFormation gives up"
                )
                hint = "watch the events of tasks that failed: TriggeredRules of an EventBridge rule"
                yield Finding(watch.group, message, watch.path, hint)


def _hears(system: System, metric: Watched) -> bool:
    """Of tasks that stop, or are too few."""
    if metric.namespace == "ECS/ContainerInsights":
        return metric.name in _COUNTS
    rule = system.find("AWS::Events::Rule", metric.dimensions.get("RuleName", ""))
    if metric.namespace != "AWS/Events" or rule is None:
        return metric.namespace == "AWS/Events"
    kinds = [text(kind) for kind in sequence(document(rule.properties.get("EventPattern")), "detail-type")]
    return "ECS Task State Change" in kinds or "" in kinds


RULE = Rule(
    "failed-tasks",
    "A release that ECS shifts ends when its tasks never start.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties:
       ServiceName: shop
       DeploymentController: {Type: ECS}
       DeploymentConfiguration:
         Strategy: BLUE_GREEN
+        DeploymentCircuitBreaker: {Enable: true, Rollback: true}
         BakeTimeInMinutes: 10
         Alarms: {Enable: true, Rollback: true, AlarmNames: [shop-errors]}
       LoadBalancers:
         - ContainerName: shop
           ContainerPort: 3000
           TargetGroupArn: {Ref: Blue}
           AdvancedConfiguration:
             AlternateTargetGroupArn: {Ref: Green}
             ProductionListenerRule: "arn:aws:elasticloadbalancing:us-west-2:111122223333:listener-rule/app/shop/1/2/3"
             RoleArn: "arn:aws:iam::111122223333:role/ecs"
   Blue: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Name: blue, TargetType: ip, Port: 3000}}
   Green: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Name: green, TargetType: ip, Port: 3000}}
   Errors:
     Type: AWS::CloudWatch::Alarm
     Properties:
       AlarmName: shop-errors
       Namespace: Shop
       MetricName: Errors
       Statistic: Sum
       ComparisonOperator: GreaterThanThreshold
       EvaluationPeriods: 3
       Period: 60
       Threshold: 5
    """,
    severity=Severity.WARNING,
)
