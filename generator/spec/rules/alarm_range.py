"""The health check's times and the alarm on unhealthy tasks -> a complaint when it would look back too far."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule

MOST_MINUTES = 1440
"""CloudWatch looks back for a day, where periods are shorter than an hour.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
"""


def _check(reading: Reading) -> Iterator[Finding]:
    check = reading.service.container.health_check
    beyond = check.breach.of - MOST_MINUTES
    if reading.service.release.alarms.unhealthy is None or beyond <= 0:
        return
    where = reading.culprit(("service", "health_check", "grace"), ("service", "health_check", "interval"))
    message = (
        f"a task may take {check.breach.of} minutes to start, and the alarm `unhealthy` waits for longer than that: "
        f"CloudWatch looks back for {MOST_MINUTES} minutes"
    )
    yield Finding(where, message, f"write grace: {check.grace - 60 * beyond} or less, or alarms: {{unhealthy: false}}")


RULE = ServiceRule("alarm-range", "An alarm looks back no further than CloudWatch does.", _check)
