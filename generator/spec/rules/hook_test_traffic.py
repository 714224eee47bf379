"""The hook after test traffic -> a complaint when there is no test traffic."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule


def _check(reading: Reading) -> Iterator[Finding]:
    if reading.service.release.hooks.after_test_traffic and reading.project.load_balancer.test_port is None:
        where = reading.culprit(("release", "hooks", "after_test_traffic"), ("load_balancer", "test_port"))
        message = "after_test_traffic never runs without a test_port"
        yield Finding(where, message, "give load_balancer.test_port a number")


RULE = ServiceRule("hook-test-traffic", "The hook after test traffic has test traffic.", _check)
