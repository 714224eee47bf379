"""What a spec turns off in so many words is no fault of its templates."""

from __future__ import annotations

from itertools import combinations

import pytest

from generator.app.build.compile import compile_spec
from generator.app.judge.gate import own_problems

_SPEC = """\
project: shop
region: us-west-2
repository: acme/shop
service: {{port: 3000}}
release: {{strategy: {strategy}, rollback: {rollback}, alarms: {{{alarms}}}}}
environments:
  dev: {{trigger: {{branch: develop}}}}
  prod: {{trigger: {{tag: "v*"}}}}
"""
_ALARMS = ("errors", "connections", "latency", "unhealthy")
_SOME = [some for count in range(len(_ALARMS) + 1) for some in combinations(_ALARMS, count)]
_NONE_OR_ALL = [(), _ALARMS]


@pytest.mark.parametrize(
    ("strategy", "rollback", "off"),
    [
        ("canary", "true", _SOME),
        ("canary", "false", _NONE_OR_ALL),
        ("linear", "true", _NONE_OR_ALL),
        ("all-at-once", "true", _NONE_OR_ALL),
        ("all-at-once", "false", _NONE_OR_ALL),
    ],
)
def test_any_alarms_may_be_off(strategy: str, rollback: str, off: list[tuple[str, ...]]) -> None:
    for some in off:
        alarms = ", ".join(f"{each}: false" for each in some)
        build = compile_spec(_SPEC.format(strategy=strategy, rollback=rollback, alarms=alarms), "shop.yaml")
        assert build.problems == ()
        assert own_problems(build) == (), some


@pytest.mark.parametrize("codes", ["401", "200,204-208,300-499", "200-400"])
def test_codes_of_failure_may_be_health(codes: str) -> None:
    spec = _SPEC.format(strategy="canary", rollback="true", alarms="errors: 4")
    own = f"port: 3000, health_check: {{codes: '{codes}'}}"
    build = compile_spec(spec.replace("port: 3000", own), "shop.yaml")
    assert build.problems == ()
    assert own_problems(build) == ()


def test_a_folder_may_have_the_name_of_an_environment() -> None:
    spec = _SPEC.format(strategy="canary", rollback="true", alarms="errors: 4")
    build = compile_spec(spec.replace("port: 3000", "port: 3000, context: services/dev"), "shop.yaml")
    assert build.problems == ()
    assert own_problems(build) == ()
