"""What comes after test traffic, a hook or a pause -> a complaint when there is no test traffic."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule


def _check(reading: Reading) -> Iterator[Finding]:
    balancer = reading.project.load_balancer
    if balancer.has_test_listener:
        return
    key: tuple[str, ...] = ("load_balancer", "test_port")
    way = "give load_balancer.test_port a number"
    if balancer.existing:
        key, way = ("load_balancer", "existing", "test_listener"), "name a test_listener in load_balancer.existing"
    release = reading.service.release
    if release.hooks.after_test_traffic:
        where = reading.culprit(("release", "hooks", "after_test_traffic"), key)
        message = f"after_test_traffic never runs without a {key[-1]}"
        yield Finding(where, message, way)
    if release.pause == "tested":
        where = reading.culprit(("release", "pause"), key)
        message = f"there is nothing to test before a release goes on without a {key[-1]}"
        yield Finding(where, message, f"{way}, or write pause: step")


RULE = ServiceRule("hook-test-traffic", "A hook or a pause after test traffic has test traffic.", _check)
