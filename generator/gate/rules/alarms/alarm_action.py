"""Systems -> alarms that tell what cannot be told anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.alarm import ALARM
from generator.gate.region import region_of, regions
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import sequence, text

_KEYS = ("AlarmActions", "OKActions", "InsufficientDataActions")
_MOST = 5
_PSEUDO = re.compile(r"\$\{AWS::\w+\}")
_SERVICES = frozenset({"sns", "automate", "autoscaling", "lambda", "ssm", "ssm-incidents", "swf", "aiops"})
_TYPES = (
    "AWS::SNS::Topic",
    "AWS::Lambda::",
    "AWS::AutoScaling::ScalingPolicy",
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::SSMIncidents::",
    "AWS::SSM::",
    "AWS::AIOps::",
    "AWS::CloudFormation::",
    "Custom::",
)


def _check(system: System) -> Iterator[Finding]:
    for alarm in system.of(ALARM, "AWS::CloudWatch::CompositeAlarm"):
        for key in _KEYS:
            told = sequence(alarm.properties, key)
            if len(told) > _MOST:
                message = f"tells {len(told)} things in {key}; CloudWatch takes {_MOST}, and refuses the alarm"
                yield Finding(alarm, message, (key,))
            for index, action in enumerate(sequence(alarm.properties, key)):
                said = _PSEUDO.sub("x", text(action))
                found = system.at(action)
                if found is not None and not found.type.startswith(_TYPES):
                    message = f"tells {found.id}, which is of the type {found.type}: CloudWatch takes a topic's ARN"
                    yield Finding(alarm, message, (key, index))
                elif found is None and said and "${" not in said:
                    yield from (Finding(alarm, message, (key, index)) for message in _wrong(said))
                    region, known = region_of(text(action)), regions(system, alarm)
                    if region and known and region not in known:
                        message = f"tells something of {region}; an alarm tells what is of its own region"
                        yield Finding(alarm, message, (key, index))


def _wrong(said: str) -> Iterator[str]:
    if not said.startswith("arn:"):
        yield f"tells '{said}', which is no ARN"
    elif said.split(":")[2] not in _SERVICES:
        yield f"tells '{said}', which is no topic: CloudWatch refuses the alarm"


RULE = Rule(
    "alarm-action",
    "An alarm tells a topic, or another thing that takes alarms.",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
    _check,
    """
 Resources:
   Alarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       Namespace: Shop
       MetricName: Errors
       Statistic: Sum
       ComparisonOperator: GreaterThanThreshold
       EvaluationPeriods: 3
       Period: 60
       Threshold: 5
-      AlarmActions: ["arn:aws:kms:us-west-2:111122223333:key/1"]
+      AlarmActions: ["arn:aws:sns:us-west-2:111122223333:alarms"]
    """,
)
