"""Each service that is built and that CodeDeploy releases, and what its pipeline hands on in each environment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.engines.catalog import engine_of
from generator.spec.loader import load
from tests.build.support.deploy import Deployment, deploy
from tests.build.support.generated import ACCOUNT, Generated, generate
from tests.build.support.machine import ROOT
from tests.build.support.pipeline import Pipeline, Run
from tests.golden.case import CASES as GOLDEN
from tests.golden.kind import nameless, names_of

SPECS = sorted([*ROOT.glob("specs/*.yaml"), *ROOT.glob("tests/golden/*/spec.yaml")])


@dataclass(frozen=True)
class Case:
    """One service in one environment of a spec file."""

    file: Path
    environment: str
    service: str

    def __str__(self) -> str:
        name = self.file.stem if self.file.parent.name == "specs" else self.file.parent.name
        return f"{name}/{self.environment}/{self.service}"


@dataclass(frozen=True)
class Released:
    """A release of a case, as far as to the calls that the deploy action makes."""

    generated: Generated
    pipeline: Pipeline
    run: Run
    deployment: Deployment
    revision: str
    """The ARN that ECS gives for the task definition."""


def _cases() -> list[Case]:
    loaded = ((file, load(file.read_text(encoding="utf-8"), file.name)) for file in SPECS)
    return [
        Case(file, each.environment.name, each.name)
        for file, spec in loaded
        for each in spec.services
        if engine_of(each).name == "codedeploy" and each.is_built
    ]


def _first_of_their_kind(cases: list[Case]) -> Iterator[Case]:
    """Those whose build is like none before it but for names."""
    builds = {golden.spec: golden.build() for golden in GOLDEN.values()}
    known: set[str] = set()
    for case in cases:
        build = builds[case.file]
        [project] = [each for each in build.projects if each.environment.name == case.environment]
        path = f"{project.name}/{case.environment}/{case.service}/buildspec.yml"
        [buildspec] = [artifact.text for artifact in build.artifacts if artifact.path == path]
        kind = nameless(buildspec, names_of(project))
        if kind not in known:
            yield case
        known.add(kind)


CASES = _cases()
FIRST = frozenset(_first_of_their_kind(CASES))
_VERSIONS = {
    "package.json": '{"version": "1.2.3"}',
    "pyproject.toml": '[project]\nversion = "1.2.3"\n',
    "VERSION": "1.2.3\n",
}


def release(case: Case, folder: Callable[[str], Path]) -> Released:
    """Version 1.2.3, or the newest commit where a branch triggers."""
    text = case.file.read_text(encoding="utf-8")
    service = generate(text, case.environment, case.service).service
    project = service.project
    lines = [line for command in service.build.test for line in command.splitlines() if not line.startswith("#")]
    programs = {line.split()[0] for line in lines}
    pipeline = Pipeline(
        folder("release"), text=text, environment=case.environment, service=case.service, programs=programs
    )
    file = service.build.version_file
    if file in _VERSIONS:
        (pipeline.context / file).write_text(_VERSIONS[file], encoding="utf-8")
    run = pipeline.start(f"{service.tag_prefix}1.2.3" if project.environment.trigger.tag else None)
    assert run.build.artifact is not None, run.build.log
    revision = f"arn:aws:ecs:{project.region}:{ACCOUNT}:task-definition/{service.names.family}:2"
    deployment = deploy(pipeline.action("Deploy"), run.build.artifact, revision)
    return Released(pipeline.generated, pipeline, run, deployment, revision)
