"""The answers to a few questions -> the text of a first spec, and its file."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from generator.errors import OutsideError, SpecError
from generator.model.build import Build
from generator.model.container import Container
from generator.model.git import Git
from generator.problems import Problem
from generator.spec.loader import load
from generator.spec.schema import schema_text

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9._/-]*|[0-9]+")
_WORDS = frozenset({"true", "false", "null"})
"""What YAML reads as something else than a text."""

PATHS = {
    "project": "project",
    "region": "region",
    "repository": "repository",
    "context": "service.context",
    "port": "service.port",
    "branch": "environments.dev.trigger.branch",
    "tag": "environments.prod.trigger.tag",
    "approvals": "git.approvals",
}
"""Where each answer stands in the spec."""

SCHEMA = "canaryform.schema.json"
"""The schema's file beside the spec: an editor looks nowhere else for it, and no host has to be there."""

_TEXT = """\
# yaml-language-server: $schema={schema}
#
# What is left out has a safe default; an editor shows every key with its description.

# Begins the name of everything in AWS.
project: {project}
region: {region}
# On GitHub, as owner/name.
repository: {repository}

service:
  context: {context} # the folder with the Dockerfile
  port: {port} # that the container listens on
  health_check: / # must answer with a status of 200 to 299
{build}{git}
# Ten percent of the traffic first, the rest a quarter of an hour later; an alarm in between takes it back.
release:
  strategy: canary
  percent: 10
  minutes: 15

environments:
  # A push to this branch goes to dev: one task, all traffic at once.
  dev:
    trigger: {{branch: {branch}}}
    service: {{count: 1}}
    release: {{strategy: all-at-once}}

  # A SemVer tag that matches goes to prod, as a canary.
  prod:
    trigger: {{tag: {tag}}}
"""

_BUILD = """
build:
  version_file: {version_file} # {meaning}
  test: {test} # commands in that folder that must succeed before the image is built
"""
_MEANINGS = {"none": "compares the tag with nothing"}


@dataclass(frozen=True)
class Answers:
    """What a first spec says; texts, as they were typed."""

    project: str
    region: str
    repository: str
    port: str = "3000"
    branch: str = "develop"
    tag: str = "v*"
    context: str = Container.context
    version_file: str = Build.version_file
    test: tuple[str, ...] = Build.test
    main: str = Git.main
    approvals: str = str(Git.approvals)
    """Reviews that a pull request needs."""
    owner_id: str = ""
    repository_id: str = ""
    """GitHub's numbers; empty where it was not asked."""


def spec_text(answers: Answers) -> str:
    """A spec with comments."""
    scalars = {key: _scalar(answer) for key, answer in vars(answers).items() if isinstance(answer, str)}
    return _TEXT.format(schema=SCHEMA, build=_build(answers), git=_git(answers), **scalars)


def _build(answers: Answers) -> str:
    """What the service needs that is not built and tested by npm, as the defaults are."""
    if (answers.version_file, answers.test) == (Build.version_file, Build.test):
        return ""
    meaning = _MEANINGS.get(answers.version_file, "holds the version, which must equal the tag")
    test = json.dumps(answers.test, ensure_ascii=False)
    return _BUILD.format(version_file=answers.version_file, meaning=meaning, test=test)


def _git(answers: Answers) -> str:
    """What the repository has otherwise than the defaults, and GitHub's numbers for it."""
    lines = []
    if answers.main != Git.main:
        lines.append(f"  main: {_scalar(answers.main)} # the branch that releases are tagged on\n")
    if answers.approvals != str(Git.approvals):
        lines.append(f"  approvals: {_scalar(answers.approvals)} # of a pull request\n")
    if answers.repository_id:
        lines.append(f"  owner_id: {answers.owner_id} # GitHub's numbers for the owner\n")
        lines.append(
            f"  repository_id: {answers.repository_id} # and the repository, by which AWS knows its workflows\n"
        )
    return "".join(["\ngit:\n", *lines]) if lines else ""


def complaints(answers: Answers, file: str) -> tuple[Problem, ...]:
    """What is wrong with the spec that the answers give."""
    try:
        load(spec_text(answers), file)
    except SpecError as error:
        return error.problems
    return ()


def save_schema(folder: Path) -> None:
    """Write the schema that the spec's first line names; OutsideError when that cannot be done."""
    path = folder / SCHEMA
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.write_text(schema_text(), "utf-8")
        draft.replace(path)
    except OSError as refusal:
        raise OutsideError.from_os(f"cannot write {path}", refusal) from refusal


def save(text: str, path: Path, *, replace: bool) -> None:
    """Write the file as a whole. Without ``replace``, a file that is there already is an OutsideError."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if replace:
            draft.write_text(text, "utf-8")
            draft.replace(path)
        else:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
    except FileExistsError:
        raise OutsideError(f"cannot write {path}", "it is there already", "--force replaces it") from None
    except OSError as refusal:
        draft.unlink(missing_ok=True)
        raise OutsideError.from_os(f"cannot write {path}", refusal) from refusal


def _scalar(text: str) -> str:
    """``text`` as a YAML value; in quotes where YAML would read more into it."""
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS
    return text if is_plain else json.dumps(text, ensure_ascii=False)
