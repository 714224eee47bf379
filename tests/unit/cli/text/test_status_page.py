"""The page shows each part by itself, in colour, and nothing that could steer a terminal."""

from __future__ import annotations

from dataclasses import replace

import click
import pytest

from generator.app.status.alarm import AlarmState
from generator.app.status.environment import Status
from generator.app.status.part import Part
from generator.app.status.release import ReleaseState
from generator.cli.text.status_page import status_page
from generator.live.failed_task import FailedTask
from generator.live.image import Image
from generator.model.load_balancer import Domain, LoadBalancer
from tests.unit.app.status.state import (
    ACTION,
    DENIED,
    NOON,
    NOT_DEPLOYED,
    alarm,
    canary,
    deployment,
    pipeline,
    service,
    stack,
    stage,
    status,
    task_set,
)
from tests.unit.project import CERTIFICATE, project


def _lines(found: Status) -> list[str]:
    return click.unstyle(status_page(found)).splitlines()


def _section(found: Status, label: str) -> list[str]:
    """The lines of one part, without its label."""
    lines = _lines(found)
    begin = next(number for number, line in enumerate(lines) if line.startswith(f"{label:<10}"))
    more = []
    for line in lines[begin + 1 :]:
        if not line.startswith(" " * 10):
            break
        more.append(line[10:])
    return [lines[begin][10:], *more]


def test_all_is_well() -> None:
    assert _lines(status()) == [
        "shop prod: account 123456789012, us-west-2",
        "http://shop-prod-1.elb.amazonaws.com/",
        "",
        "health    well",
        "version   1.2.3, image sha256:1.2.3",
        "release   deployment d-1 Succeeded, ended 2026-01-02 12:00Z",
        "traffic   colour  traffic  version  tasks   targets",
        "          blue    100 %    1.2.3    2 of 2  2 healthy",
        "          green   0 %      -        -       none",
        "pipeline  Source Succeeded, Deploy Succeeded",
        "          newest run e-1 Succeeded, WebhookV2 2026-01-02 12:00Z, 01234567 Add a basket",
        "alarms    none",
        "stacks    shop-prod-alb  CREATE_COMPLETE; drift expected: ProductionRule",
    ]


def test_a_domain_is_the_address_even_before_anything_is_deployed() -> None:
    balancer = LoadBalancer(CERTIFICATE, Domain("shop.example.com", "Z0123"))
    found = status(project=project(load_balancer=balancer), traffic=NOT_DEPLOYED)
    assert _lines(found)[1] == "https://shop.example.com/"


@pytest.mark.parametrize("label", ["version", "release", "traffic", "pipeline", "alarms", "stacks"])
def test_each_part_is_unknown_by_itself(label: str) -> None:
    name = {"version": "service"}.get(label, label)
    found = status(**{name: DENIED})
    assert _section(found, label) == ["unknown: AWS refused X: not authorized [AccessDenied]"]
    assert _section(found, "health") == [f"unknown: {name}"]


@pytest.mark.parametrize("label", ["version", "release", "traffic", "pipeline", "alarms"])
def test_each_part_may_not_be_deployed(label: str) -> None:
    assert _section(status(**{{"version": "service"}.get(label, label): NOT_DEPLOYED}), label) == ["not deployed"]


def test_the_version_and_its_tag() -> None:
    running = task_set("blue", "PRIMARY", "1.2.3")
    tagged = service(running, image=Part(Image("sha256:1.2.3", ("v1.2.3",), NOON)))
    assert _section(status(service=Part(tagged)), "version") == ["1.2.3, image v1.2.3 sha256:1.2.3"]
    untold = service(running, image=DENIED)
    assert _section(status(service=Part(untold)), "version")[1:] == [
        "the image's tag is unknown: not authorized [AccessDenied]"
    ]


def test_before_the_first_release() -> None:
    waiting = service(task_set("blue", "PRIMARY", ""))
    found = status(service=Part(waiting), release=Part(ReleaseState(None, None, None)))
    assert _section(found, "version") == ["none yet: what runs waits for the first release"]
    assert _section(found, "release") == ["none yet"]
    assert "          blue    100 %    none yet  2 of 2  2 healthy" in _lines(found)


def test_a_running_release() -> None:
    running = ReleaseState(deployment("InProgress", is_waiting_to_end=True), None, canary(10))
    assert _section(status(release=Part(running)), "release") == [
        "deployment d-1 InProgress, since 2026-01-02 12:00Z",
        "all traffic is on the new tasks; until the old ones end, a rollback is instant",
        "Install Succeeded, AllowTraffic InProgress",
        "original 90 % (shop-prod-blue), replacement 10 % (shop-prod-green)",
    ]


def test_a_release_that_was_taken_back() -> None:
    back = deployment(rolls_back="d-0")
    failed = deployment("Stopped", error="An alarm [ALARM_ACTIVE]", message="rolled back")
    assert _section(status(release=Part(ReleaseState(back, failed, None))), "release") == [
        "rollback d-1 Succeeded, ended 2026-01-02 12:00Z",
        "it takes back d-1:",
        "deployment d-1 Stopped, ended 2026-01-02 12:00Z",
        "An alarm [ALARM_ACTIVE]",
        "rolled back",
    ]


def test_a_stage_that_failed_waits_or_is_closed() -> None:
    failed = replace(ACTION, name="Build", status="Failed", error="no tests", url="https://console/build")
    asking = replace(ACTION, status="InProgress", is_asking=True)
    closed = replace(stage("Deploy", ""), disabled="a freeze", waiting=("e-2", "e-3"))
    stages = (stage("Build", "Failed", failed), stage("Approval", "InProgress", asking), closed)
    assert _section(status(pipeline=Part(pipeline(*stages))), "pipeline") == [
        "Build Failed, Approval InProgress, Deploy never ran",
        "newest run e-1 Succeeded, WebhookV2 2026-01-02 12:00Z, 01234567 Add a basket",
        "Build: no tests",
        "https://console/build",
        "Approval waits for a person: https://us-west-2.console.aws.amazon.com/codesuite/codepipeline/pipelines/"
        "shop-prod/view?region=us-west-2",
        "nothing may enter Deploy: a freeze",
        "waiting to enter Deploy: e-2, e-3",
    ]


def test_alarms_that_fire_come_first_and_say_why() -> None:
    found = AlarmState((alarm("ALARM"), alarm("OK", "b"), alarm("OK", "c"), alarm("INSUFFICIENT_DATA", "d")), ("e",))
    assert _section(status(alarms=Part(found)), "alarms") == [
        "1 firing, 2 OK, 1 without data",
        "shop-prod-blue-errors is firing since 2026-01-02 12:00Z: Threshold crossed",
        "1 missing: e",
    ]


def test_a_stack_says_why_it_failed() -> None:
    bad = stack("UPDATE_ROLLBACK_FAILED", reasons=("Rule: denied",), moved=())
    missing = stack("", name="shop-prod-ecs")
    assert _section(status(stacks=Part((bad, missing))), "stacks") == [
        "shop-prod-alb  UPDATE_ROLLBACK_FAILED",
        "  Rule: denied",
        "shop-prod-ecs  not deployed",
    ]


def test_three_tasks_that_failed_are_enough() -> None:
    tasks = [FailedTask(f"arn/{number}", "", NOON, f"reason {number}") for number in range(5)]
    found = status(service=Part(service(task_set("blue", "PRIMARY", "1.2.3", running=1), failed=tuple(tasks))))
    assert _section(found, "traffic")[3:] == [
        f"a task failed at 2026-01-02 12:00Z: reason {number}" for number in range(3)
    ]


def test_nothing_from_aws_steers_the_terminal() -> None:
    evil = "\x1b[2J\r\n"
    failed = replace(ACTION, status="Failed", name=evil, error=evil)
    closed = replace(stage(evil, "Failed", failed), disabled=evil)
    found = status(
        stacks=Part((stack("CREATE_FAILED", reasons=(evil,)),)),
        pipeline=Part(pipeline(closed)),
        release=Part(ReleaseState(deployment(error=evil, message=evil), None, None)),
        service=Part(service(task_set("blue", "PRIMARY", evil))),
        alarms=Part(AlarmState((alarm("ALARM", evil),), (evil,))),
    )
    assert "\x1b[2J" not in status_page(found)
    assert "\r" not in status_page(found)


def test_a_worker_has_tasks_and_neither_traffic_nor_an_address() -> None:
    found = replace(status(traffic=Part()), answers=False)
    assert _lines(found)[1] == "no address: no load balancer sends it requests"
    assert _section(found, "tasks") == ["2 of 2"]
    assert not any(line.startswith("traffic") for line in _lines(found))


def test_of_a_worker_s_release_the_tasks_are_counted() -> None:
    """There is no target group, and no share of any traffic."""
    progress = canary(0)
    shares = tuple(replace(share, target_group="", percent=0) for share in progress.shares)
    state = ReleaseState(deployment("InProgress"), None, replace(progress, shares=shares))
    found = replace(status(traffic=Part(), release=Part(state)), answers=False)
    assert "original 2 of 2 tasks, replacement 2 of 2 tasks" in _section(found, "release")
