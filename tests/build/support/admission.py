"""The stage Admit as CodeBuild runs it: the template's own commands, on a clone of a repository that a folder holds."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from generator import naming
from generator.engines.codedeploy.files import APPSPEC, TASK_DEFINITION
from generator.resources.release_tag import NO_RELEASE
from tests.build.support import codebuild, variables
from tests.build.support.generated import Generated
from tests.build.support.machine import tools
from tests.build.support.shell import Shell
from tests.build.support.stand_ins.place import Place
from tests.patience import SECONDS

_PERSON = {"name": "A Person", "email": "person@example.com"}


@dataclass(frozen=True)
class Admission:
    """An admission that is over."""

    build: codebuild.Build
    calls: tuple[tuple[str, ...], ...]
    """What it asked AWS."""

    @property
    def log(self) -> str:
        return self.build.log


class Repository:
    """The repository at GitHub, and a clone of it by a person who may push."""

    def __init__(self, folder: Path, main: str) -> None:
        folder.mkdir(parents=True)
        self.hub, self.work, self.main = folder / "hub.git", folder / "work", main
        self._home = folder
        self._run(folder, "init", "--quiet", "--bare", f"--initial-branch={main}", str(self.hub))
        self._run(folder, "clone", "--quiet", str(self.hub), str(self.work))
        self.git("checkout", "--quiet", "-B", main)

    def git(self, *arguments: str) -> str:
        return self._run(self.work, *arguments)

    def commit(self, files: Mapping[str, str] | None = None, message: str = "Change something") -> str:
        """A commit on the branch that is checked out, pushed; its id."""
        for path, text in (files or {"note.txt": str(uuid4())}).items():
            file = self.work / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        self.git("push", "--quiet", "origin", "HEAD")
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str) -> None:
        """Begins a branch of what is checked out."""
        self.git("checkout", "--quiet", "-b", name)

    def tag(self, name: str, commit: str, *options: str) -> None:
        """Points a tag to a commit, at GitHub too."""
        self.git("tag", "--force", *options, name, commit)
        self.git("push", "--quiet", "--force", "origin", f"refs/tags/{name}")

    def clone(self, folder: Path) -> None:
        """All of the newest main, as CodeBuild has it: on no branch."""
        self._run(self.hub, "clone", "--quiet", "--branch", self.main, str(self.hub), str(folder))
        self._run(folder, "checkout", "--quiet", "--detach")

    def _run(self, folder: Path, *arguments: str) -> str:
        person = {
            f"GIT_{role}_{key}".upper(): text for role in ("author", "committer") for key, text in _PERSON.items()
        }
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(self._home), **person}
        found = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
        )
        return found.stdout.strip()


class Gate:
    """The admission project of one environment, in front of a repository."""

    def __init__(self, folder: Path, generated: Generated, shell: type[Shell]) -> None:
        self.generated = generated
        self.repository = Repository(folder / "github", generated.project.git.main)
        self._folder, self._shell = folder, shell
        world = folder / "world"
        world.mkdir()
        self._place = Place(world)
        self._path = tools(folder / "bin", world, ())

    @property
    def files(self) -> dict[str, str]:
        """What a commit has to hold for this environment: its task definition and its app spec."""
        return {self.path(name): self.generated.file(name) for name in (TASK_DEFINITION, APPSPEC)}

    def path(self, name: str) -> str:
        """Where the repository has one of the build files."""
        return f"{naming.OUTPUT_FOLDER}/{self.generated.service.names.file_path(name)}"

    def run(self, commit: str, tag: str | None = None, release: str = NO_RELEASE) -> Admission:
        """A run for ``commit``, started by the push of ``tag`` or by hand with ``release``."""
        execution = str(uuid4())
        folder = self._folder / execution
        source = folder / "src"
        folder.mkdir()
        self.repository.clone(source)
        details = {"stageName": "Source", "actionName": "Source", "pipelineExecutionId": execution}
        main = {**details, "actionName": "Main", "output": {"outputVariables": {"TagName": "v0.0.1"}}}
        output = {"CommitId": commit, **({"TagName": tag} if tag else {})}
        actions = [main, {**details, "output": {"outputVariables": output}}]
        pipeline = self.generated.resource("pipeline", "AWS::CodePipeline::Pipeline")
        self._place.write({"fails": [], "actions": actions, "pipeline": pipeline["Name"]})
        self._place.start(source)
        given = self._given(pipeline, execution, release, commit)
        machine = {
            "PATH": self._path,
            "HOME": str(folder),
            "GIT_TERMINAL_PROMPT": "0",
            "CODEBUILD_SRC_DIR": str(source),
        }
        build = codebuild.run(
            self._project["Source"]["BuildSpec"], source, machine | given, self._shell, folder / "machine"
        )
        calls = tuple(tuple(entry["call"]) for entry in self._place.calls())
        shutil.rmtree(source)
        return Admission(build, calls)

    @property
    def _project(self) -> dict[str, dict[str, str]]:
        made = self.generated.resources("pipeline", "AWS::CodeBuild::Project")
        [found] = [each for each in made if each["Name"] == self.generated.service.names.admission_project]
        return found

    def _given(self, pipeline: Mapping[str, object], execution: str, release: str, commit: str) -> dict[str, str]:
        """The project's variables, and over them the action's."""
        stages = pipeline["Stages"]
        assert isinstance(stages, list)
        [action] = [each for stage in stages if stage["Name"] == "Admit" for each in stage["Actions"]]
        known = {
            "codepipeline.PipelineExecutionId": execution,
            "variables.RELEASE": release,
            "SourceVariables.CommitId": commit,
        }
        text = variables.resolve(action["Configuration"]["EnvironmentVariables"], known)
        own = {each["Name"]: each["Value"] for each in self._project["Environment"]["EnvironmentVariables"]}  # type: ignore[index]
        return own | {each["name"]: each["value"] for each in json.loads(text)}
