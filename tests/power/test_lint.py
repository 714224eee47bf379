"""``canaryform lint`` and canaries: none that no alarm can stop, none that is weak where another would not be."""

from __future__ import annotations

import pytest

from generator.app.build.compile import compile_spec
from generator.app.judge.gate import own_problems
from generator.gate import example
from generator.gate.rules.alarms.alarm_in_time import RULE
from generator.problems import Problem

SPEC = """\
project: shop
region: us-west-2
repository: acme/shop
service: {port: 3000}
environments:
  prod:
    trigger: {tag: "v*"}
"""
ONLY_CONNECTIONS = "{errors: false, latency: false, unhealthy: false, connections: 60}"


def found(more: str = "") -> list[Problem]:
    build = compile_spec(SPEC + more, "shop.yaml")
    assert build.problems == ()
    return [*own_problems(build)]


@pytest.mark.parametrize(
    "more",
    [
        "",
        "release: {minutes: 1, keep_old: 5}\n",
        "release: {strategy: linear, percent: 50, minutes: 5, keep_old: 0}\n",
        "release: {strategy: all-at-once}\n",
        "release: {percent: 1, minutes: 15}\n",
        "traffic: {requests: 20}\n",
        "traffic: {requests: 0.01}\n",
    ],
)
def test_a_canary_that_can_be_stopped_is_let_through(more: str) -> None:
    """Also one at so little traffic that no number to write would help."""
    assert found(more) == []


def test_a_template_that_is_over_before_its_alarms_is_found() -> None:
    """Of a spec, the rule ``alarm-time`` says it first."""
    problems = [problem for system in example.bad(RULE.example) for problem in RULE.problems(system)]
    assert [problem.code for problem in problems] == ["alarm-in-time"]
    assert "needs 15 bad minutes" in problems[0].message


def test_one_that_its_thresholds_cannot_see_is_refused() -> None:
    [problem] = found(f"release: {{alarms: {ONLY_CONNECTIONS}}}\n")
    assert (problem.code, str(problem.severity)) == ("alarm-threshold", "error")
    assert "answered with 502" in problem.message


def test_one_that_is_weak_at_the_spec_s_own_traffic_comes_with_the_numbers_to_write() -> None:
    short = "release: {minutes: 5, alarms: {failures: 2}}\n"
    [problem] = found(f"traffic: {{requests: 1, errors: 0.2}}\n{short}")
    assert (problem.code, str(problem.severity)) == ("canary-power", "warning")
    assert problem.message.startswith("at this traffic, the canary catches ")
    percent, minutes, alarms = (problem.hint.split(word)[1] for word in ("percent: ", "minutes: ", "alarms: "))
    better = f"percent: {percent.split(',')[0]}, minutes: {minutes.split(',')[0]}, alarms: {alarms.split(' catch')[0]}"
    assert found(f"traffic: {{requests: 1, errors: 0.2}}\nrelease: {{{better}}}\n") == []


def test_thresholds_that_the_usual_errors_break_are_refused() -> None:
    [problem] = [each for each in found("traffic: {requests: 5, errors: 100}\n") if each.code == "canary-power"]
    assert "what is usual stops" in problem.message
