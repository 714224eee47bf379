"""What comes after test traffic, a hook or a pause -> a complaint when there is no test traffic."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule


def _check(reading: Reading) -> Iterator[Finding]:
    if reading.project.load_balancer.test_port is not None:
        return
    release = reading.service.release
    if release.hooks.after_test_traffic:
        where = reading.culprit(("release", "hooks", "after_test_traffic"), ("load_balancer", "test_port"))
        message = "after_test_traffic never runs without a test_port"
        yield Finding(where, message, "give load_balancer.test_port a number")
    if release.pause == "tested":
        where = reading.culprit(("release", "pause"), ("load_balancer", "test_port"))
        message = "there is nothing to test before a release goes on without a test_port"
        yield Finding(where, message, "give load_balancer.test_port a number, or write pause: step")


RULE = ServiceRule("hook-test-traffic", "A hook or a pause after test traffic has test traffic.", _check)
