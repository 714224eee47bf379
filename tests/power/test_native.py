"""A canary catches the same, be it CodeDeploy or ECS that shifts it."""

from __future__ import annotations

import pytest

from generator.app.build.compile import compile_spec
from generator.app.judge.gate import systems
from generator.app.power.rollout import rollout_of
from generator.app.report.release_course import steps
from generator.app.report.stops import stops
from generator.gate.rollout import Rollout
from tests.power.test_lint import SPEC


def _rollout(release: str) -> Rollout:
    build = compile_spec(f"{SPEC}release: {{{release}}}\n", "shop.yaml")
    assert build.problems == ()
    [system] = systems(build)
    found = rollout_of(system, build.projects[0].services[0])
    assert found is not None
    return found


@pytest.mark.parametrize(
    "release",
    [
        "percent: 10, minutes: 15",
        "strategy: linear, percent: 20, minutes: 3, keep_old: 10",
        "strategy: all-at-once",
        "rollback: false",
        "alarms: {errors: false, latency: false, unhealthy: false, connections: false, tasks: false}",
    ],
)
def test_both_engines_have_the_same_course_and_alarms(release: str) -> None:
    one, other = (_rollout(f"engine: {engine}, {release}") for engine in ("codedeploy", "ecs"))
    assert one.course == other.course
    assert one.sides == other.sides
    tasks = "shop-prod-tasks-failed"
    assert [each[:2] for each in one.unread] == [each[:2] for each in other.unread if each.name != tasks]
    assert (one.has_alarms, one.goes_back) == (other.has_alarms, other.goes_back)
    assert [each.name for each in stops(one)] == [each.name for each in stops(other) if each.name != tasks]


def test_a_canary_of_less_than_a_percent() -> None:
    course = _rollout("engine: ecs, percent: 0.5, minutes: 30").course
    assert course is not None
    assert (course.percent, course.minutes) == (0.5, 30)


@pytest.mark.parametrize(
    ("pause", "said"), [("tested", "It waits for somebody: "), ("step", "It waits for somebody, and before each other")]
)
def test_the_report_shows_where_it_waits(pause: str, said: str) -> None:
    build = compile_spec(f"{SPEC}release: {{engine: ecs, pause: {pause}, pause_timeout: 30}}\n", "shop.yaml")
    [system] = systems(build)
    service = build.projects[0].services[0]
    found = {step.title: step for step in steps(service, system, rollout_of(system, service))}
    assert found["Pause"].text.startswith(said)
    assert found["Pause"].minutes == "30 minutes"
    assert found["Deploy"].name == "shop-prod-service"
    assert [*found].index("Pause") < [*found].index("Canary")
