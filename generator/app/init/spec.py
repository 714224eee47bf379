"""The answers to a few questions -> the text of a first spec, and its file."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from generator.app.init.answers import Answers
from generator.errors import OutsideError, SpecError
from generator.model.build import Build
from generator.model.git import Git
from generator.model.release import Release
from generator.problems import Problem
from generator.spec.loader import load
from generator.spec.schema import schema_text

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9._/-]*|[0-9]+")
_PREFIX = re.compile(r"(?:[A-Za-z](?:[A-Za-z0-9._-]*[A-Za-z_-])?)?")
_WORDS = frozenset({"true", "false", "null"})
"""What YAML reads as something else than a text."""

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

{service}{build}{services}{git}
# Ten percent of the traffic first, the rest a quarter of an hour later; an alarm in between takes it back.
{shifts}
release:
{engine}  strategy: canary
  percent: 10
  minutes: 15

environments:
  # A push to this branch goes to dev: one task, all traffic at once.
  dev:
    trigger: {{branch: {branch}}}
{counts}    release: {{strategy: all-at-once}}

  # A SemVer tag that matches goes to prod, as a canary.
  prod:
    trigger: {{tag: {tag}}}
"""

_MAIN = """\
service:
  context: {context} # the folder with the Dockerfile
  port: {port} # that the container listens on
  health_check: / # must answer with a status of 200 to 299
"""

_SERVICES = """
# Each has its own pipeline, alarms and releases: by tags such as {tag}1.2.3, and by pushes that change its folder.
services:
"""

_SERVICE = """\
  {name}:
    context: {context}
    port: {port}
    health_check: /
    route: {{path: [/{name}, /{name}/*], priority: {priority}}} # the lowest is asked first; it can never change
"""

_BUILD = """
build:
  version_file: {version_file} # {meaning}
  test: {test} # commands in that folder that must succeed before the image is built
"""
_SHIFTS = {
    "codedeploy": "# AWS CodeDeploy shifts it; with `engine: ecs` here, Amazon ECS does so itself.",
    "ecs": "# Amazon ECS shifts it itself; without the line `engine: ecs`, AWS CodeDeploy does.",
}
_MEANINGS = {"none": "compares the tag with nothing"}


def spec_text(answers: Answers) -> str:
    """A spec with comments."""
    scalars = {key: _scalar(answer) for key, answer in vars(answers).items() if isinstance(answer, str)}
    service = _MAIN.format(**scalars) if answers.context else ""
    parts = {"build": _build(answers), "services": _services(answers), "git": _git(answers), "counts": _counts(answers)}
    parts["shifts"] = _SHIFTS.get(answers.engine, _SHIFTS[Release.engine])
    scalars["engine"] = "" if answers.engine == Release.engine else f"  engine: {scalars['engine']}\n"
    return _TEXT.format(schema=SCHEMA, service=service, **parts, **scalars)


def _services(answers: Answers) -> str:
    if not answers.services:
        return ""
    head = _SERVICES.format(tag=f"{answers.services[0].name}-{_tag_prefix(answers)}")
    text = head.removeprefix("\n") if not answers.context else head
    for number, service in enumerate(answers.services, start=1):
        scalars = {key: _scalar(value) for key, value in vars(service).items() if isinstance(value, str)}
        text += _SERVICE.format(priority=100 * number, **scalars)
        if (service.version_file, service.test) != _common_build(answers):
            test = json.dumps(service.test, ensure_ascii=False)
            text += f"    build: {{version_file: {service.version_file}, test: {test}}}\n"
    return text


def _common_build(answers: Answers) -> tuple[str, tuple[str, ...]]:
    """What a service has that says nothing of its build: what the main one says, which holds for all."""
    return (answers.version_file, answers.test) if answers.context else (Build.version_file, Build.test)


def _counts(answers: Answers) -> str:
    """One task for each service."""
    beside = ", ".join(f"{service.name}: {{count: 1}}" for service in answers.services)
    lines = ["    service: {count: 1}\n"] if answers.context else []
    lines += [f"    services: {{{beside}}}\n"] if beside else []
    return "".join(lines)


def _build(answers: Answers) -> str:
    """What the service needs that is not built and tested by npm, as the defaults are."""
    if _common_build(answers) == (Build.version_file, Build.test):
        return ""
    meaning = _MEANINGS.get(answers.version_file, "holds the version, which must equal the tag")
    test = json.dumps(answers.test, ensure_ascii=False)
    return _BUILD.format(version_file=answers.version_file, meaning=meaning, test=test)


def _git(answers: Answers) -> str:
    """What the repository has otherwise than the defaults, and GitHub's numbers for it."""
    lines = []
    if _tag_prefix(answers) != Git.tag_prefix:
        lines.append(f"  tag_prefix: {_scalar(_tag_prefix(answers))} # what a tag has before its version\n")
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


def _tag_prefix(answers: Answers) -> str:
    """What the tags of releases begin with: the usual, or what stands in their glob before any sign or digit."""
    if answers.tag.startswith(Git.tag_prefix):
        return Git.tag_prefix
    return _PREFIX.match(answers.tag)[0] or Git.tag_prefix  # type: ignore[index]  # It matches any text.


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
