"""Thresholds and a time that answers may take -> questions about numbers that are likely in another unit."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule

IDLE_SECONDS = 60
"""A load balancer waits no longer for an answer, and gives 504 instead: no latency is above that.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
"""
LEAST_PERCENT = 0.1
"""A smaller number is most likely meant as a part of 1: 0.05 for 5 percent."""


def _check(reading: Reading) -> Iterator[Finding]:
    alarms = reading.service.release.alarms
    if alarms.latency is not None and alarms.latency >= IDLE_SECONDS:
        message = (
            f"latency is in seconds, and the load balancer waits for {IDLE_SECONDS} at most: "
            f"{alarms.latency:g} is never reached"
        )
        meant = alarms.latency / 1000
        hint = f"write latency: {meant:g} for {alarms.latency:g} milliseconds" if meant < IDLE_SECONDS else ""
        yield Finding(reading.at("release", "alarms", "latency"), message, hint)
    yield from _response_time(reading)
    for measure in ("errors", "connections"):
        percent = getattr(alarms, measure)
        if percent is not None and percent < LEAST_PERCENT:
            message = f"{measure} is in percent: {percent:g} would be one request in {round(100 / percent):,}"
            hint = f"write {measure}: {100 * percent:g} for {100 * percent:g} percent; the least is {LEAST_PERCENT}"
            yield Finding(reading.at("release", "alarms", measure), message, hint)


def _response_time(reading: Reading) -> Iterator[Finding]:
    """Of a load balancer that exists, or is patched, nobody knows here how long it waits."""
    seconds = reading.service.container.count.response_time
    is_patched = any(patch.stack == "alb" for patch in reading.project.patches.values())
    if seconds is None or seconds < IDLE_SECONDS or reading.project.load_balancer.existing or is_patched:
        return
    message = (
        f"response_time is in seconds, and the load balancer waits for {IDLE_SECONDS} at most: "
        f"an average of {seconds:g} is never reached"
    )
    meant = seconds / 1000
    hint = f"write response_time: {meant:g} for {seconds:g} milliseconds" if meant < IDLE_SECONDS else ""
    yield Finding(reading.at("service", "count", "response_time"), message, hint)


RULE = ServiceRule("alarm-unit", "Thresholds are in the spec's units: seconds and percent.", _check)
