"""The document holds everything as plain data, null where nothing is known."""

import json

from generator.app.status.alarm import AlarmState
from generator.app.status.part import Part
from generator.app.status.release import ReleaseState
from generator.cli.json.status import status_document
from generator.live.image import Image
from tests.unit.app.status.state import (
    DENIED,
    NOON,
    NOT_DEPLOYED,
    alarm,
    canary,
    deployment,
    service,
    status,
    task_set,
    traffic,
)


def test_it_is_json_and_complete() -> None:
    document = status_document(status(alarms=Part(AlarmState((alarm("OK"),), ("x",)))))
    assert json.loads(json.dumps(document)) == document
    assert document == {
        "ok": True,
        "project": "shop",
        "environment": "prod",
        "account": "123456789012",
        "region": "us-west-2",
        "url": "http://shop-prod-1.elb.amazonaws.com/",
        "service": {
            "version": "1.2.3",
            "image": "shop@sha256:1.2.3",
            "tags": None,
            "task_definition": "1.2.3",
            "desired": 2,
            "running": 2,
            "pending": 0,
            "failed_tasks": [],
        },
        "release": {
            "deployment": {
                "id": "d-1",
                "status": "Succeeded",
                "is_rollback": False,
                "created": "2026-01-02T12:00:00+00:00",
                "ended": "2026-01-02T12:00:00+00:00",
                "error": None,
                "message": None,
                "pauses": [],
            },
            "takes_back": None,
            "steps": [],
            "shares": [],
        },
        "traffic": [
            {
                "colour": "blue",
                "percent": 100.0,
                "version": "1.2.3",
                "tasks": {"desired": 2, "running": 2, "pending": 0},
                "targets": {"healthy": 2},
                "complaints": [],
            },
            {"colour": "green", "percent": 0.0, "version": None, "tasks": None, "targets": {}, "complaints": []},
        ],
        "has_pipeline": True,
        "pipeline": {
            "name": "shop-prod",
            "url": "https://us-west-2.console.aws.amazon.com/codesuite/codepipeline/pipelines/shop-prod/view"
            "?region=us-west-2",
            "newest": {
                "id": "e-1",
                "status": "Succeeded",
                "trigger": "WebhookV2",
                "started": "2026-01-02T12:00:00+00:00",
                "revision": "01234567 Add a basket",
            },
            "stages": [_stage("Source"), _stage("Deploy")],
        },
        "alarms": {
            "alarms": [
                {
                    "name": "shop-prod-blue-errors",
                    "state": "OK",
                    "reason": "Threshold crossed",
                    "since": "2026-01-02T12:00:00+00:00",
                }
            ],
            "missing": ["x"],
        },
        "stacks": [
            {
                "name": "shop-prod-alb",
                "status": "CREATE_COMPLETE",
                "reasons": [],
                "expected_drift": ["ProductionRule"],
            }
        ],
        "faults": [],
        "unknown": {},
    }


def _stage(name: str) -> dict[str, object]:
    action = {
        "name": "Act",
        "status": "Succeeded",
        "summary": None,
        "error": None,
        "url": None,
        "waits_for_a_person": False,
    }
    return {
        "name": name,
        "status": "Succeeded",
        "execution": "e-1",
        "disabled": None,
        "waiting": [],
        "actions": [action],
    }


def test_a_running_canary() -> None:
    running = ReleaseState(deployment("InProgress"), deployment(rolls_back="d-0"), canary(10))
    release = status_document(status(release=Part(running)))["release"]
    assert release["deployment"]["ended"] is None
    assert release["takes_back"]["is_rollback"]
    assert [(each["part"], each["percent"]) for each in release["shares"]] == [("original", 90), ("replacement", 10)]
    assert release["steps"][1] == {"name": "AllowTraffic", "status": "InProgress", "message": ""}


def test_the_tags_of_the_image() -> None:
    tagged = service(task_set("blue", "PRIMARY", "1.2.3"), image=Part(Image("sha256:1.2.3", ("v1.2.3",), NOON)))
    assert status_document(status(service=Part(tagged)))["service"]["tags"] == ["v1.2.3"]


def test_what_is_not_known_is_null_and_says_why() -> None:
    document = status_document(status(service=NOT_DEPLOYED, traffic=DENIED, stacks=DENIED))
    assert not document["ok"]
    assert (document["service"], document["traffic"], document["stacks"], document["url"]) == (None,) * 4
    assert document["unknown"] == {
        name: {"what": "AWS refused X", "why": "not authorized [AccessDenied]", "hint": "ask for it"}
        for name in ("traffic", "stacks")
    }


def test_without_a_load_balancer_there_is_no_table() -> None:
    assert status_document(status(traffic=NOT_DEPLOYED))["traffic"] is None
    assert len(status_document(status(traffic=Part(traffic())))["traffic"]) == 2
