"""Systems -> canaries so small that their alarms would not go off if they failed altogether."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from generator.canary.answers import Failure, Kind, Load, means
from generator.canary.breach import at_means
from generator.canary.course import Course
from generator.canary.metric import tells
from generator.gate.alarm import alarms_path
from generator.gate.native_rollout import native_rollouts
from generator.gate.rollout import Rollout, rollouts
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.problems import Severity

_MUCH = Load(1e6)
"""So many requests a second that chance plays no part."""
_FAILS = {Kind.ERROR: "answered with 5xx", Kind.REFUSED: "answered with 502 by the load balancer"}


def _check(system: System) -> Iterator[Finding]:
    for rollout in chain(rollouts(system), native_rollouts(system)):
        course = rollout.course
        if course is None or not course.canary_minutes:
            continue
        for kind, fails in _FAILS.items():
            if _is_blind(rollout, course, kind):
                message = f"no alarm sees a canary of {course.percent:g} % whose requests are all {fails}"
                hint = "lower the threshold, watch the target groups by themselves, or give the canary more traffic"
                is_written = rollout.release.group.template.is_written
                severity = Severity.WARNING if is_written else Severity.ERROR
                path = alarms_path(rollout.release.group)
                yield Finding(rollout.release.group, message, path, hint, severity)


def _is_blind(rollout: Rollout, course: Course, kind: Kind) -> bool:
    """Whether alarms on such answers are there, and do not go off."""
    for side in rollout.sides:
        alarms = [alarm for alarm in side if any(tells(metric, kind) for _, metric in alarm.metrics)]
        expected = (means(_MUCH, Failure(kind, 100), course.share(1), alarm.minutes) for alarm in alarms)
        if alarms and not any(at_means(alarm, each) for alarm, each in zip(alarms, expected, strict=True)):
            return True
    return False


RULE = Rule(
    "alarm-threshold",
    "An alarm goes off when everything fails that a canary is asked.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
    _check,
    """
 Resources:
   Errors:
     Type: AWS::CloudWatch::Alarm
     Properties:
       AlarmName: errors
       EvaluationPeriods: 3
       DatapointsToAlarm: 2
       ComparisonOperator: GreaterThanThreshold
       TreatMissingData: notBreaching
-      Threshold: 10
+      Threshold: 5
       Metrics:
         - Id: rate
           Expression: 100 * FILL(errors, 0) / requests
           ReturnData: true
         - Id: errors
           ReturnData: false
           MetricStat:
             Metric:
               Namespace: AWS/ApplicationELB
               MetricName: HTTPCode_Target_5XX_Count
               Dimensions: [{Name: LoadBalancer, Value: app/shop/1}]
             Period: 60
             Stat: Sum
         - Id: requests
           ReturnData: false
           MetricStat:
             Metric:
               Namespace: AWS/ApplicationELB
               MetricName: RequestCount
               Dimensions: [{Name: LoadBalancer, Value: app/shop/1}]
             Period: 60
             Stat: Sum
   Group:
     Type: AWS::CodeDeploy::DeploymentGroup
     Properties:
       DeploymentConfigName: CodeDeployDefault.ECSCanary10Percent15Minutes
       DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
       ECSServices: [{ClusterName: shop, ServiceName: shop}]
       LoadBalancerInfo:
         TargetGroupPairInfoList:
           - TargetGroups: [{Name: shop-blue}, {Name: shop-green}]
             ProdTrafficRoute: {ListenerArns: ['arn:aws:elasticloadbalancing:us-west-2:111122223333:listener/app/shop']}
       AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
       AlarmConfiguration: {Enabled: true, Alarms: [{Name: errors}]}
    """,
)
