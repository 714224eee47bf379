"""What runs before a release: the commands that stand in the template, run for real, with stand-ins for ECS."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from botocore.session import Session
from botocore.validate import ParamValidator

from generator.app.build.compile import compile_spec
from generator.app.judge.gate import own_problems
from tests.build.support import codebuild, variables
from tests.build.support.codebuild import Build
from tests.build.support.generated import generate, spec
from tests.build.support.machine import tools
from tests.build.support.shell import SHELLS, OneShell, Shell
from tests.build.support.stand_ins.place import Place

_SPEC: Mapping[str, Any] = {
    "release": {"before": {"command": ["npm", "run", "it's $HOME, ${DATABASE_URL}"], "timeout": 20}},
    "service": {
        "publish": ["orders"],
        "secrets": {"DATABASE_URL": "/db"},
        "sidecars": {"proxy": {"image": "x.y/z:1"}},
        "tracing": "otel",
    },
}
_IMAGE = f"123456789012.dkr.ecr.us-west-2.amazonaws.com/my-microservice@sha256:{'a' * 64}"
_WELL: Mapping[str, Any] = {"polls": 3, "exit": 0, "log": ["first line", "last line"]}
_RUN = "b1f0a3c4-0000-4000-8000-000000000000"


class Project:
    """The project of one environment, and the task that its commands meet."""

    def __init__(self, folder: Path) -> None:
        self.generated = generate(spec(_SPEC), "prod")
        self._folder = folder
        world = folder / "world"
        world.mkdir()
        self._place = Place(world)
        self._path = tools(folder / "bin", world, ("sleep",))

    def run(
        self,
        task: Mapping[str, Any],
        given: Mapping[str, str] | None = None,
        *,
        shell: type[Shell] = OneShell,
        fails: Sequence[str] = (),
    ) -> Build:
        """A build that meets ``task``; ``given`` are variables in the place of those of a first release."""
        source = self._folder / str(uuid4())
        source.mkdir()
        digest = _IMAGE.partition("@")[2]
        source_action = {
            "stageName": "Source",
            "actionName": "Source",
            "pipelineExecutionId": _RUN,
            "output": {"outputVariables": {"TagName": "v1.2.3"}},
        }
        world = {
            "fails": [*fails],
            "task": dict(task),
            "actions": [source_action],
            "pipeline": "my-microservice-prod",
            "registry": _IMAGE.partition("/")[0],
            "repository": "my-microservice",
            "images": {"v1.2.3": digest, "v1.2.2": digest},
        }
        self._place.write(world)
        self._place.start(source)
        [project] = [
            each
            for each in self.generated.resources("pipeline", "AWS::CodeBuild::Project")
            if each["Name"] == self.generated.service.names.before_project
        ]
        own = {each["Name"]: each["Value"] for each in project["Environment"]["EnvironmentVariables"]}
        machine = {"PATH": self._path, "HOME": str(source), "CODEBUILD_SRC_DIR": str(source)}
        environment = {**machine, **own, **self._of_action(), **(given or {})}
        build = codebuild.run(project["Source"]["BuildSpec"], source, environment, shell, source / "machine")
        assert not [entry for entry in self._place.calls() if entry.get("unknown")], build.log
        return build

    def calls(self) -> list[str]:
        return [" ".join(entry["call"][1:3]) for entry in self._place.calls() if entry["call"][0] == "aws"]

    def given(self, name: str) -> dict[str, str]:
        """The options of a call."""
        [words] = [entry["call"] for entry in self._place.calls() if " ".join(entry["call"][1:3]) == name]
        return dict(zip(words[3::2], words[4::2], strict=True))

    def _of_action(self) -> dict[str, str]:
        stages = self.generated.resource("pipeline", "AWS::CodePipeline::Pipeline")["Stages"]
        assert [stage["Name"] for stage in stages[-2:]] == ["Before", "Deploy"]
        [action] = stages[-2]["Actions"]
        known = {
            "codepipeline.PipelineExecutionId": _RUN,
            "variables.RELEASE": "none",
            "variables.BEFORE": "auto",
        }
        text = variables.resolve(action["Configuration"]["EnvironmentVariables"], known)
        return {each["name"]: each["value"] for each in json.loads(text)}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_a_variable_of_the_task_is_none_of_the_build() -> None:
    assert own_problems(compile_spec(spec(_SPEC), "spec.yaml")) == ()


@pytest.mark.parametrize("shell", SHELLS)
def test_a_task_of_the_new_image_ends_well_before_traffic_moves(project: Project, shell: type[Shell]) -> None:
    build = project.run(_WELL, shell=shell)
    assert build.succeeded, build.log
    assert "first line\nlast line" in build.log
    assert project.calls() == [
        "codepipeline list-action-executions",
        "ecr batch-get-image",
        "ecs list-tasks",
        "ecs register-task-definition",
        "ecs run-task",
        *["ecs describe-tasks"] * 3,
        "logs get-log-events",
        "ecs describe-tasks",
    ]
    definition = json.loads(project.given("ecs register-task-definition")["--cli-input-json"])
    shape = Session().get_service_model("ecs").operation_model("RegisterTaskDefinition").input_shape
    assert not ParamValidator().validate(definition, shape).has_errors()
    [own] = definition["containerDefinitions"]
    assert (definition["family"], own["image"]) == ("my-microservice-prod_before", _IMAGE)
    assert own["command"] == ["npm", "run", "it's $HOME, ${DATABASE_URL}"]
    assert own["secrets"] == [{"name": "DATABASE_URL", "valueFrom": "/db"}]
    assert {"name": "RELEASE_RUN", "value": _RUN} in own["environment"]
    assert {"name": "VERSION", "value": "1.2.3"} in own["environment"]
    [topic] = [each["value"] for each in own["environment"] if each["name"] == "ORDERS_TOPIC_ARN"]
    assert topic == "arn:aws:sns:us-west-2:123456789012:my-microservice-prod_orders"
    assert not {"dependsOn", "portMappings", "healthCheck"} & own.keys()
    assert "<" not in json.dumps(definition)
    stream = f"task/{own['name']}/0123456789abcdef"
    assert project.given("logs get-log-events")["--log-stream-name"] == stream


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ({**_WELL, "exit": 1}, "It ended with the exit code 1: Essential container in task exited (None)."),
        (
            {"polls": 2, "why": "CannotPullContainerError", "reason": "no such image"},
            "There is no log of it",
        ),
        ({"polls": 2, "why": "CannotPull", "reason": "no image"}, "exit code None: CannotPull (no image)."),
        ({**_WELL, "refusal": "Capacity is unavailable at this time"}, "was started: Capacity is unavailable at"),
        ({**_WELL, "other": True}, "fedcba9876543210 has not ended yet"),
    ],
)
def test_anything_else_ends_the_release(project: Project, task: Mapping[str, Any], said: str) -> None:
    build = project.run(task)
    assert build.failed_phases == ["build"]
    assert said in build.log


def test_a_task_that_takes_too_long_is_stopped_and_shown(project: Project) -> None:
    build = project.run({"polls": 9, "log": ["at work"], "exit": 0}, {"SECONDS_AT_MOST": "0"})
    assert build.failed_phases == ["build"]
    assert "It takes longer than 0 seconds, and is stopped" in build.log
    assert "at work" in build.log
    assert project.calls().count("ecs stop-task") == 1


def test_a_version_that_is_released_again_runs_nothing_unless_somebody_says_so(project: Project) -> None:
    assert project.run(_WELL, {"RELEASE": "v1.2.2"}).succeeded
    assert project.calls() == ["ecr batch-get-image"]
    assert project.run(_WELL, {"RELEASE": "v1.2.2", "BEFORE": "yes"}).succeeded
    assert "ecs run-task" in project.calls()


def test_a_tag_without_an_image_ends_the_release(project: Project) -> None:
    build = project.run(_WELL, {"RELEASE": "v9.9.9", "BEFORE": "yes"})
    assert build.failed_phases == ["build"]
    assert "my-microservice:v9.9.9 is not in the registry" in build.log
    assert "ecs run-task" not in project.calls()


@pytest.mark.parametrize("call", ["register-task-definition", "run-task", "describe-tasks"])
def test_a_call_that_is_refused_ends_the_release(project: Project, call: str) -> None:
    build = project.run(_WELL, fails=[f"aws ecs {call}"])
    assert build.failed_phases == ["build"]
    assert f"no {call} for you" in build.log
