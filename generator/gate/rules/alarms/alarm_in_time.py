"""Systems -> releases that are over before any of their alarms can go off."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from math import inf

from generator.canary.course import Course
from generator.gate.alarm import ALARM, alarms_path, metrics
from generator.gate.native_rollout import native_rollouts
from generator.gate.rollout import Rollout, rollouts
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import mappings, number, text
from generator.model.release import DELAY_MINUTES
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for rollout in chain(rollouts(system), native_rollouts(system)):
        fewest = _fewest_minutes(system, rollout)
        course = rollout.course
        if not rollout.has_alarms or fewest is None or course is None:
            continue
        if fewest + DELAY_MINUTES > course.total_minutes + _waits(rollout, course):
            message = (
                f"no alarm stops a bad release: the first one needs {fewest} bad minutes, and about {DELAY_MINUTES} "
                f"more until that is known; no old task is left after {course.total_minutes}"
            )
            hint = f"let the old tasks stay until then, or the canary take {fewest + DELAY_MINUTES} minutes"
            yield Finding(rollout.release.group, message, alarms_path(rollout.release.group), hint, _severity(rollout))


def _fewest_minutes(system: System, rollout: Rollout) -> int | None:
    """How long the quickest alarm needs. Those on health checks and on events wait for tasks, and do not count."""
    needed = []
    for alarm in filter(None, (system.find(ALARM, name) for name in rollout.alarms)):
        if any(metric.name.endswith("HostCount") or metric.namespace == "AWS/Events" for metric in metrics(alarm)):
            continue
        points = number(alarm.properties, "DatapointsToAlarm") or number(alarm.properties, "EvaluationPeriods") or 1
        needed.append(points * max(1, max((metric.period for metric in metrics(alarm)), default=60) // 60))
    return min(needed, default=None)


def _waits(rollout: Rollout, course: Course) -> float:
    """Minutes for which people may hold a release that ECS shifts, if they take all their time before each shift."""
    hooks = mappings(rollout.release.group.properties, "DeploymentConfiguration", "LifecycleHooks")
    pauses = [hook for hook in hooks if text(hook, "TargetType") == "PAUSE"]
    shifts = 1 + (course.canary_minutes // course.minutes if course.minutes else 0)
    longest = (number(hook, "TimeoutConfiguration", "TimeoutInMinutes") or inf for hook in pauses)
    return sum(longest) * shifts


def _severity(rollout: Rollout) -> Severity:
    """What canaryform generates has to be right; of templates that people wrote, not everything may be in the files."""
    return Severity.WARNING if rollout.release.group.template.is_written else Severity.ERROR


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
