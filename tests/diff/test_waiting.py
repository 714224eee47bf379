"""What changed since the last release's tag and no stack takes waits for the next release, and a plan says so."""

from __future__ import annotations

import os
from pathlib import Path

import click

from generator.app.build.compile import compile_spec
from generator.app.deploy.progress import StackOutcome, State
from generator.app.diff.waiting import Waiting, waiting
from generator.cli.json.change import waiting_document
from generator.cli.text.change import outcome_line, waiting_lines
from generator.gitflow.git import Git
from tests.diff.workplace import SPEC, Workplace

_SIZE = SPEC.replace("cpu: 256, memory: 512", "cpu: 512, memory: 1024")
_BRANCH = SPEC.replace('tag: "v*"', "branch: main")


def _waiting(folder: Path, text: str) -> Waiting | None:
    build = compile_spec(text, "specs/shop.yaml")
    return waiting(build, build.projects[0], Git(folder, os.environ))


def test_a_new_size_waits_since_the_last_tag(repository: Workplace) -> None:
    repository.git("tag", "v1.0.0")
    assert _waiting(repository.folder, SPEC) is None
    found = _waiting(repository.folder, _SIZE)
    assert found
    assert [click.unstyle(line) for line in waiting_lines(found)] == [
        "with the next release, since v1.0.0:",
        "  shop/prod/main/taskdef.json cpu: 256 -> 512",
        "  shop/prod/main/taskdef.json memory: 512 -> 1024",
        "  shop/prod/main/taskdef.json containerDefinitions[shop].memory: 512 -> 1024",
        "  hint: merge it, then canaryform release start: a release reads these files from its own commit",
        "  hint: without a new version, v1.0.0 once more with the files of the main branch: aws codepipeline "
        "start-pipeline-execution --region us-west-2 --name shop-prod --variables name=RELEASE,value=v1.0.0",
    ]
    document = waiting_document(found)
    assert document
    assert document["since"] == "v1.0.0"
    assert document["commands"] == [found.commands[0]]
    outcomes = [StackOutcome("shop-ecr", State.UNCHANGED), StackOutcome("shop-prod-ecs", State.UNCHANGED)]
    assert outcome_line(outcomes, found) == "2 unchanged, 1 file waits for the next release"
    assert [effect["subject"] for effect in document["effects"]] == ["shop/prod/main/taskdef.json"]


def test_it_waits_although_it_is_committed_and_no_longer_once_it_is_released(repository: Workplace) -> None:
    repository.git("tag", "v1.0.0")
    repository.generate(_SIZE)
    repository.commit()
    assert _waiting(repository.folder, _SIZE)
    repository.git("-c", "tag.gpgSign=false", "tag", "v1.1.0")
    repository.git("tag", "--delete", "v1.0.0")
    assert _waiting(repository.folder, _SIZE) is None


def test_where_git_knows_no_release_nothing_is_said(repository: Workplace) -> None:
    assert _waiting(repository.folder, _SIZE) is None
    repository.git("tag", "other-1")
    assert _waiting(repository.folder, _SIZE) is None
    assert _waiting(Path(repository.folder.anchor), _SIZE) is None
    assert [*waiting_lines(None)] == []
    assert waiting_document(None) is None


def test_a_branch_releases_with_each_push(repository: Workplace) -> None:
    repository.git("tag", "v1.0.0")
    assert _waiting(repository.folder, _BRANCH.replace("cpu: 256, memory: 512", "cpu: 512, memory: 1024")) is None
