"""Systems -> releases that are over before any of their alarms can go off."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.alarm import metrics, stopping
from generator.gate.blue_green import Release
from generator.gate.rollout import Rollout, rollouts
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import number
from generator.model.release import DELAY_MINUTES
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for rollout in rollouts(system):
        fewest = _fewest_minutes(rollout.release) if isinstance(rollout.release, Release) else None
        course = rollout.course
        if not rollout.has_alarms or fewest is None or course is None:
            continue
        if fewest + DELAY_MINUTES > course.total_minutes:
            message = (
                f"no alarm stops a bad release: the first one needs {fewest} bad minutes, and about {DELAY_MINUTES} "
                f"more until that is known; no old task is left after {course.total_minutes}"
            )
            hint = f"let the old tasks stay until then, or the canary take {fewest + DELAY_MINUTES} minutes"
            yield Finding(rollout.release.group, message, _PATH, hint, _severity(rollout))


def _fewest_minutes(release: Release) -> int | None:
    """How long the quickest alarm needs. Those on health checks have to wait for tasks to start, and do not count."""
    needed = []
    for alarm in stopping(release):
        if any(metric.name.endswith("HostCount") for metric in metrics(alarm)):
            continue
        points = number(alarm.properties, "DatapointsToAlarm") or number(alarm.properties, "EvaluationPeriods") or 1
        needed.append(points * max(1, max((metric.period for metric in metrics(alarm)), default=60) // 60))
    return min(needed, default=None)


def _severity(rollout: Rollout) -> Severity:
    """What canaryform generates has to be right; of templates that people wrote, not everything may be in the files."""
    return Severity.WARNING if rollout.release.group.template.is_written else Severity.ERROR


_PATH = ("AlarmConfiguration",)

RULE = Rule(
    "alarm-in-time",
    "An alarm can go off while there are old tasks to go back to.",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html",
    _check,
    """
 Resources:
   Errors:
     Type: AWS::CloudWatch::Alarm
     Properties:
       AlarmName: errors
       Namespace: shop
       MetricName: errors
       Statistic: Sum
       Period: 300
       EvaluationPeriods: 3
       Threshold: 5
       ComparisonOperator: GreaterThanThreshold
       TreatMissingData: notBreaching
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
       BlueGreenDeploymentConfiguration:
-        TerminateBlueInstancesOnDeploymentSuccess: {Action: TERMINATE, TerminationWaitTimeInMinutes: 5}
+        TerminateBlueInstancesOnDeploymentSuccess: {Action: TERMINATE, TerminationWaitTimeInMinutes: 15}
       AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
       AlarmConfiguration: {Enabled: true, Alarms: [{Name: errors}]}
    """,
)
