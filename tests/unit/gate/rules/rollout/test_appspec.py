"""An appspec beside a task definition for Fargate, with one thing wrong."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from generator.gate.catalog import ROOMS
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.problems import Location, Severity

_RULES = [rule for room in ROOMS if room.name in ("rollout", "tasks") for rule in room.rules]
_WHOLE = """\
version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo: {ContainerName: shop, ContainerPort: 3000}
Hooks:
  - AfterInstall: smoke
"""
_TASK = {
    "family": "shop",
    "containerDefinitions": [
        {"name": "shop", "image": "<IMAGE1_NAME>", "portMappings": [{"containerPort": 3000}]},
    ],
}


def _found(text: str) -> set[tuple[str, Severity]]:
    files = (
        SideFile("appspec.yaml", yaml.safe_load(text), text, Location("appspec.yaml")),
        SideFile("taskdef.json", _TASK, "", Location("taskdef.json")),
    )
    system = System((), files, is_whole=False)
    return {(problem.code, problem.severity) for rule in _RULES for problem in rule.problems(system)}


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("Resources:", "Resource:", "appspec-shape"),
        ("Resources:", "resources:", "appspec-shape"),
        ("ContainerName: shop", "Container: shop", "appspec-shape"),
        ("LoadBalancerInfo:", "LoadBalancer:", "appspec-shape"),
        (", ContainerPort: 3000", "", "appspec-shape"),
        ("AWS::ECS::Service", "AWS::ECS::TaskSet", "appspec-shape"),
        ("version: 0.0", "version: 0.2", "appspec-shape"),
        ("  - AfterInstall: smoke", "  AfterInstall: smoke", "appspec-hooks"),
        ("AfterInstall", "afterInstall", "appspec-hooks"),
        ("AfterInstall: smoke", "AfterInstall: [smoke]", "appspec-hooks"),
        ("<TASK_DEFINITION>", "arn:aws:ecs:us-west-2:111122223333:task-definition/shop:1", "appspec-task-definition"),
        ("ContainerName: shop", "ContainerName: web", "container-name"),
        ("ContainerPort: 3000", "ContainerPort: 80", "container-name"),
    ],
)
def test_a_change_is_found(old: str, new: str, rule: str) -> None:
    assert _found(_WHOLE) == set()
    assert (rule, Severity.ERROR) in _found(_WHOLE.replace(old, new, 1))


def test_what_aws_writes_small_throughout_only_gets_a_warning() -> None:
    small = "version: 0.0\nresources:\n  - target:\n      type: AWS::ECS::Service\n      properties: {}\n"
    assert ("appspec-shape", Severity.WARNING) in _found(small)


def test_a_hard_coded_revision_is_seen_under_small_resources_too() -> None:
    arn = "arn:aws:ecs:us-west-2:111122223333:task-definition/shop:1"
    text = _WHOLE.replace("Resources:", "resources:").replace("<TASK_DEFINITION>", arn)
    assert {code for code, _ in _found(text)} == {"appspec-shape", "appspec-task-definition"}


@pytest.mark.parametrize(
    "text",
    [
        "version: 0.0\nos: linux\nfiles: [{source: /, destination: /srv}]\n",
        "version: 0.0\nos: linux\nhooks: {AfterInstall: [{location: start.sh}]}\n",
    ],
)
def test_an_appspec_for_ec2_is_no_appspec_for_ecs(text: str) -> None:
    assert _found(text) == {("appspec-shape", Severity.ERROR)}


def test_an_appspec_for_ec2_alone_is_nobody_s_mistake() -> None:
    data: Any = {"version": 0.0, "os": "linux", "hooks": {"AfterInstall": [{"location": "start.sh"}]}}
    system = System((), (SideFile("appspec.yml", data, "", Location("appspec.yml")),), is_whole=False)
    assert [problem for rule in _RULES for problem in rule.problems(system)] == []
