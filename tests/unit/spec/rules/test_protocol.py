"""Where a rule says that something is wrong."""

from __future__ import annotations

import pytest

from generator.spec.node import Step
from tests.unit.spec.rules.conftest import reading

READING = reading("service:\n  port: 1\n  cpu: 256\n  count: 2\n", "service: {memory: 512}")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (("service", "cpu"), "service.cpu"),
        (("service", "spot"), "service"),
        (("service", "count", "min"), "service.count"),
        (("build", "test"), ""),
        (("service", "memory"), "environments.prod.service.memory"),
    ],
)
def test_at_is_where_a_value_is_or_would_belong(path: tuple[Step, ...], found: str) -> None:
    assert READING.at(*path).path == found


def test_says_is_about_the_spec_and_not_about_defaults() -> None:
    assert READING.says("service", "cpu")
    assert not READING.says("service", "spot")
    assert not READING.says("build", "port")


def test_the_culprit_is_the_environment_s_own_value() -> None:
    assert READING.culprit(("service", "cpu"), ("service", "memory")).path == "environments.prod.service.memory"
    assert READING.culprit(("service", "cpu"), ("service", "port")).path == "service.cpu"
    assert READING.culprit(("service", "spot"), ("service", "port")).path == "service.port"
    assert READING.culprit(("service", "spot"), ("service", "exec")).path == "service"
