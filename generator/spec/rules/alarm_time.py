"""The release's times and its alarms -> a complaint when the old tasks end before any alarm can go off."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.release import DELAY_MINUTES
from generator.spec.rules.protocol import Finding, Reading, ServiceRule


def _check(reading: Reading) -> Iterator[Finding]:
    release = reading.service.release
    alarms = release.alarms
    if all(limit is None for limit in (alarms.errors, alarms.connections, alarms.latency)):
        return
    needed = release.breach.minutes + DELAY_MINUTES
    lacking = needed - release.minutes_to_stop
    if lacking > 0:
        # https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
        where = reading.culprit(("release", "keep_old"), ("release", "minutes"))
        message = (
            f"an alarm takes {needed} minutes to stop a bad release, and the old tasks end after "
            f"{release.minutes_to_stop}"
        )
        yield Finding(where, message, f"with keep_old: {release.keep_old + lacking} an alarm is in time")


RULE = ServiceRule("alarm-time", "An alarm goes off before the old tasks end.", _check)
