"""Resource limits that no task starts with."""

from __future__ import annotations

import pytest

from generator.spec.rules.ulimits import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ("nofile: 65536", ""),
        ("nofile: {soft: 1024, hard: 1048576}", ""),
        ("core: {soft: 0, hard: -1}", ""),
        ("memlock: -1", ""),
        ("nofile: 1048577", "no process may open 1048577 files: from 1 to 1048576"),
        ("nofile: -1", "no process may open -1 files: from 1 to 1048576"),
        ("nofile: 0", "no process may open 0 files: from 1 to 1048576"),
        ("core: {soft: 1}", "says soft alone"),
        ("core: {hard: 1}", "says hard alone"),
        ("stack: {soft: 2, hard: 1}", "soft is 2 and above hard, which is 1"),
        ("stack: {soft: -1, hard: 1}", "soft is -1 and above hard, which is 1"),
    ],
)
def test_where_it_complains(find: Find, limits: str, message: str) -> None:
    name = limits.partition(":")[0]
    wanted = [(f"service.ulimits.{name}", message)] if message else []
    assert find(RULE, f"service: {{ulimits: {{{limits}}}}}") == wanted


def test_an_environment_may_say_one_half(find: Find) -> None:
    assert find(RULE, "service: {ulimits: {core: {soft: 0}}}", "service: {ulimits: {core: {hard: 5}}}") == []
