"""What a spec says of its containers: the same under each engine."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.app.build.compile import Build, compile_spec
from generator.app.build.product import Format
from generator.app.judge.principals import problems
from tests.golden.case import CASES


@pytest.fixture(scope="module")
def by_ecs() -> Build:
    """The golden case of containers, released by ECS itself."""
    text = CASES["containers"].spec.read_text(encoding="utf-8").replace("release:\n", "release:\n  engine: ecs\n")
    return compile_spec(text, "spec.yaml", Format.JSON)


def test_its_roles_may_do_what_they_do_and_no_more(by_ecs: Build) -> None:
    assert [*problems(by_ecs)] == []


def test_the_containers_are_those_of_the_other_engine(by_ecs: Build) -> None:
    [service] = [artifact for artifact in by_ecs.artifacts if artifact.path.endswith("main/service.json")]
    task = json.loads(service.text)["Resources"]["TaskDefinition"]["Properties"]
    _, released, _ = task["ContainerDefinitions"]["Fn::If"]
    files = CASES["containers"].files()
    other = json.loads(files["shop/prod/main/taskdef.json"])
    assert [each["Name"] for each in released] == [each["name"] for each in other["containerDefinitions"]]
    assert [_plain(each.get("DependsOn")) for each in released] == [
        _plain(each.get("dependsOn")) for each in other["containerDefinitions"]
    ]
    _, volumes, bootstrap = task["Volumes"]["Fn::If"]
    assert bootstrap == {"Ref": "AWS::NoValue"}
    [uploads] = [volume for volume in volumes if volume["Name"] == "uploads"]
    assert uploads["EFSVolumeConfiguration"] == {
        "FilesystemId": "fs-0abc1234def567890",
        "TransitEncryption": "ENABLED",
        "AuthorizationConfig": {"AccessPointId": "fsap-0abc1234def567890", "IAM": "ENABLED"},
    }


def _plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True).lower()
