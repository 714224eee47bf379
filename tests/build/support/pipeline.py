"""A pipeline run in a temporary folder: source, the build as CodeBuild does it, what CodeDeployToECS makes of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from generator import naming
from generator.resources.release_tag import NO_RELEASE
from tests.build.support import codebuild, variables
from tests.build.support.generated import ACCOUNT, Generated, generate, repository_of, spec
from tests.build.support.machine import ROOT, tools
from tests.build.support.shell import OneShell, Shell
from tests.build.support.stand_ins.place import Place

COMMIT = "0123456789abcdef0123456789abcdef01234567"
EXISTING = "sha256:" + "e" * 64
_SERVICE = ROOT / "service"


@dataclass(frozen=True)
class Call:
    """One call of a stand-in."""

    words: tuple[str, ...]
    folder: str
    """Where it was called, relative to the source."""
    details: Mapping[str, Any]

    @property
    def name(self) -> str:
        return " ".join(self.words[: 3 if self.words[0] == "aws" else 2])


@dataclass(frozen=True)
class Run:
    """A build of the pipeline that is over."""

    build: codebuild.Build
    calls: tuple[Call, ...]

    @property
    def names(self) -> list[str]:
        return [call.name for call in self.calls]

    def call(self, name: str) -> Call:
        """The only call of that name."""
        [found] = [call for call in self.calls if call.name == name]
        return found

    def file(self, name: str) -> Any:
        """A JSON file of the artifact that the next stage gets."""
        assert self.build.artifact is not None, self.build.log
        return json.loads(self.build.artifact[name])


class Pipeline:
    """One environment's pipeline, its repository and its registry."""

    def __init__(
        self,
        folder: Path,
        overrides: Mapping[str, Any] | None = None,
        *,
        environment: str = "prod",
        service: str = naming.MAIN,
        text: str = "",
        programs: Collection[str] = ("npm",),
    ) -> None:
        """``text`` is a spec of its own; ``programs`` are what its test commands call."""
        self.generated: Generated = generate(text or spec(overrides), environment, service)
        self.source = folder / "repository"
        self.shell: type[Shell] = OneShell
        self._folder = folder
        self._definition = self.generated.resource("pipeline", "AWS::CodePipeline::Pipeline")
        world = folder / "world"
        world.mkdir()
        self._place = Place(world)
        self.path = tools(folder / "bin", world, programs)
        self.registry, self.repository = repository_of(self.generated)
        state = {
            "fails": [],
            "loses_pushes": False,
            "races": False,
            "images": {},
            "built": {},
            "logged_in": False,
            "actions": [],
            "docker_hub": ["acme", "dckr_pat_1"],
            "secrets": {self.secret: json.dumps({"username": "acme", "password": "dckr_pat_1"})},
        }
        names = {"registry": self.registry, "repository": self.repository, "pipeline": self._definition["Name"]}
        self._place.write({**state, **names})
        self._write_source()

    @property
    def secret(self) -> str:
        """The secret with the login of Docker Hub, as its ARN ends."""
        return (self.generated.service.build.registry_login or "").split(":")[-1]

    @property
    def context(self) -> Path:
        return self.source / self.generated.service.container.context

    @property
    def image(self) -> str:
        return f"{self.registry}/{self.repository}"

    @property
    def images(self) -> dict[str, str]:
        """The registry: tag -> digest."""
        images: dict[str, str] = self._place.read()["images"]
        return images

    def has(self, *tags: str) -> None:
        """Images that were built long ago."""
        self.world(images=self.images | dict.fromkeys(tags, EXISTING))

    def fails(self, *calls: str) -> None:
        """Calls that begin like these fail."""
        self.world(fails=list(calls))

    def world(self, **state: Any) -> None:
        self._place.write(self._place.read() | state)

    def package(self, version: str) -> None:
        """The version that package.json says."""
        file = self.context / "package.json"
        file.write_text(json.dumps(json.loads(file.read_text()) | {"version": version}, indent=2), encoding="utf-8")

    def start(self, tag: str | None = None, release: str = NO_RELEASE, commit: str = COMMIT) -> Run:
        """A run of the stages Source and Build: started by a ``tag`` or a branch, or by hand with ``release``."""
        execution = str(uuid4())
        self.world(actions=[*self._actions(execution, tag, commit), *self._place.read()["actions"]])
        folder = self._folder / execution
        source = folder / "src"
        shutil.copytree(self.source, source)
        self._place.start(source)
        environment = self._machine(source, commit) | self._environment(execution, release)
        text = (source / self.generated.build_project["Source"]["BuildSpec"]).read_text(encoding="utf-8")
        build = codebuild.run(text, source, environment, self.shell, folder / "machine")
        entries = self._place.calls()
        unknown = [entry["call"] for entry in entries if entry.get("unknown")]
        assert not unknown, unknown
        calls = (Call(tuple(entry.pop("call")), entry.pop("folder"), entry) for entry in entries)
        return Run(build, tuple(calls))

    def _write_source(self) -> None:
        """The repository as the next commit has it: the service and what was generated for it."""
        container = self.generated.service.container
        shutil.copytree(_SERVICE, self.context, ignore=shutil.ignore_patterns("node_modules", "test"))
        dockerfile = self.context / container.dockerfile
        dockerfile.parent.mkdir(parents=True, exist_ok=True)
        if not dockerfile.exists():
            shutil.move(self.context / "Dockerfile", dockerfile)
        for path, text in self.generated.files.items():
            file = self.source / naming.OUTPUT_FOLDER / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def _actions(self, execution: str, tag: str | None, commit: str) -> list[dict[str, Any]]:
        """What ListActionExecutions says while the build runs, the newest first."""
        project = self.generated.project
        output = {"BranchName": project.git.main, "CommitId": commit, "FullRepositoryName": project.repository}
        times = {"startTime": "2026-11-23T12:00:00+00:00", "lastUpdateTime": "2026-11-23T12:00:05+00:00"}
        common = {"pipelineExecutionId": execution, "pipelineVersion": 1, **times}
        build = {"stageName": "Build", "actionName": "Build", "status": "InProgress", "output": {}}
        source = {
            "stageName": "Source",
            "actionName": "Source",
            "status": "Succeeded",
            "output": {"outputVariables": output | ({"TagName": tag} if tag else {})},
        }
        return [{**common, "actionExecutionId": str(uuid4()), **action} for action in (build, source)]

    def _environment(self, execution: str, release: str) -> dict[str, str]:
        """The build project's variables, and over them the action's."""
        project = self.generated.build_project
        own = {variable["Name"]: variable["Value"] for variable in project["Environment"]["EnvironmentVariables"]}
        known = {"codepipeline.PipelineExecutionId": execution, "variables.RELEASE": release}
        text = variables.resolve(self.action("Build")["Configuration"]["EnvironmentVariables"], known)
        given = json.loads(text)
        assert {variable["type"] for variable in given} == {"PLAINTEXT"}
        return own | {variable["name"]: variable["value"] for variable in given}

    def action(self, name: str) -> dict[str, Any]:
        """The pipeline's only action of that name."""
        actions = [action for stage in self._definition["Stages"] for action in stage["Actions"]]
        [found] = [action for action in actions if action["Name"] == name]
        return dict(found)

    def _machine(self, source: Path, commit: str) -> dict[str, str]:
        """https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html."""
        region = self.generated.project.region
        name = f"{self.generated.service.names.build_project}:{uuid4()}"
        return {
            "PATH": self.path,
            "HOME": str(source.parent),
            "AWS_REGION": region,
            "AWS_DEFAULT_REGION": region,
            "CODEBUILD_BUILD_ARN": f"arn:aws:codebuild:{region}:{ACCOUNT}:build/{name}",
            "CODEBUILD_BUILD_ID": name,
            "CODEBUILD_BUILD_NUMBER": "7",
            "CODEBUILD_CI": "true",
            "CODEBUILD_INITIATOR": f"codepipeline/{self.generated.service.names.pipeline}",
            "CODEBUILD_LAST_EXIT": "0",
            "CODEBUILD_RESOLVED_SOURCE_VERSION": commit,
            "CODEBUILD_SOURCE_VERSION": "arn:aws:s3:::artifacts/run/SourceOutpu/Ab12Cd3",
            "CODEBUILD_SRC_DIR": str(source),
            "CODEBUILD_START_TIME": "1795435200000",
        }
