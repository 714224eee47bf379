"""A file -> what it is to the gate: a template, a side file, a spec; or nothing that the gate knows, and why."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import Any

from generator.app.build.discover import FOLDER as SPECS
from generator.app.handwritten.api_input import api_input, policy
from generator.app.handwritten.document import CODE, Written, json_problem, parse, plain, read_text
from generator.app.handwritten.folder import Found
from generator.cfn.size import BUCKET_BYTES
from generator.errors import OutsideError, SpecError
from generator.gate.fault import nearest, shown
from generator.gate.kind import JSON_ONLY, Kind, kind_of, named_kind
from generator.gate.subject import SideFile, Subject
from generator.problems import Location, Problem

_SPEC_KEYS = re.compile(r"^(project|repository|environments|service|release|region)\s*:", re.M)
_KEYS = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:(?=\s|$)", re.M)
_DATA_SUFFIXES = frozenset({".json", ".yaml", ".yml", ".template", ".cfn"})
_TELLS = re.compile(
    r"""["']?\b(
        AWSTemplateFormatVersion|Resources|[cC]ontainerDefinitions|phases|artifacts|ImageURI|imageUri|Statement|jobs
        |enforcement|stages|pipeline|deploymentGroupName|deploymentGroupInfo|serviceName|serviceRole|TargetType
        |DefaultActions|logGroupName|resources|hooks|rules|updates|Version|taskDefinition|Parameters|ParameterKey
    )\b["']?\s*:""",
    re.X,
)
"""A key of each kind: a file without any is not parsed, however large it is."""
_DIRECTIVE = re.compile(r"%\{~? *(?:if|else|endif|for|endfor)\b")
"""Of Terraform's templates, whose files end like those that they are made into:
https://developer.hashicorp.com/terraform/language/expressions/strings#directives"""
MANIFEST = "manifest.json"


class Sort(StrEnum):
    """What becomes of a file."""

    SPEC = "spec"
    JUDGED = "judged"
    MANIFEST = "manifest"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Given:
    """One file."""

    path: str
    sort: Sort
    text: str = ""
    kind: Kind | None = None
    subject: Subject | None = None
    file: SideFile | None = None
    data: Any = None
    problems: tuple[Problem, ...] = ()
    reason: str = ""
    """Why it is not judged."""
    is_around: bool = False
    """Of a manifest: whether nobody gave it, and it was found above files of its project."""


def is_manifest(path: str, data: Any) -> bool:
    """Whether a file says what canaryform generated beside it."""
    return PurePath(path).name == MANIFEST and isinstance(data, dict) and {"spec", "stacks"} <= data.keys()


def given(found: Found, number: int, region: str) -> Given:
    """Raises OutsideError where a file that a person named cannot be read.

    ``number`` tells the file from every other one; ``region`` is where templates are deployed.
    """
    path = found.path
    try:
        text = read_text(path)
    except OutsideError as error:
        if found.is_named:
            raise
        return Given(path, Sort.UNKNOWN, reason=error.why)
    except SpecError as error:
        is_ours = found.is_named or named_kind(path) is not None
        reason = error.problems[0].message
        return Given(path, Sort.JUDGED if is_ours else Sort.UNKNOWN, problems=error.problems * is_ours, reason=reason)
    if _is_spec(path, text):
        return Given(path, Sort.SPEC, text)
    try:
        written = _written(path, text)
    except SpecError as error:
        is_ours = found.is_named or named_kind(path) is not None or _is_ours(path, text)
        if not found.is_named and _DIRECTIVE.search(text):
            return Given(path, Sort.UNKNOWN, text, reason="it is a template of Terraform's")
        problems = error.problems if is_ours else ()
        reason = error.problems[0].message
        return Given(path, Sort.JUDGED if is_ours else Sort.UNKNOWN, text, problems=problems, reason=reason)
    recognised = _recognised(written, number, region)
    if recognised.kind is None and found.is_named and _resembles_spec(path, text):
        return Given(path, Sort.SPEC, text)
    return recognised


def _recognised(written: Written, number: int, region: str) -> Given:
    path, text, data = written.path, written.text, written.data
    if is_manifest(path, data):
        return Given(path, Sort.MANIFEST, text, data=data)
    kind = kind_of(path, data, text)
    if kind is None:
        return Given(path, Sort.UNKNOWN, text, reason="it is of no kind that is judged")
    problem = (
        (json_problem(path, text) if _is_json(kind, path) else None)
        or _wrong_type(written, kind)
        or _empty(written, kind)
    )
    problems = (problem,) if problem else ()
    if problem and not isinstance(data, dict):
        return Given(path, Sort.JUDGED, text, kind, data=data, problems=problems)
    # A reference inside of the template is told by it, so it has no character that separates anything.
    stack = f"file{number}"
    subject: Subject | None = None
    if kind is Kind.TEMPLATE:
        subject = _template(written, stack, region)
    elif kind is Kind.API_INPUT:
        subject = api_input(written, stack, region)
    elif kind is Kind.POLICY:
        subject = policy(written, stack, region)
    file = None if kind is Kind.TEMPLATE else SideFile(path, data, text, Location(path, 1, 1), written.lines)
    return Given(path, Sort.JUDGED, text, kind, subject, file, data, problems)


def _wrong_type(written: Written, kind: Kind) -> Problem | None:
    """Of a file with data, that it has none, or not of the type that its kind is."""
    wanted = list if kind is Kind.IMAGE_DEFINITIONS else dict
    # The AWS CLI takes parameters as a list too, and the rule about imageDetail.json says what becomes of one.
    may_be_list = kind in (Kind.PARAMETERS, Kind.IMAGE_DETAIL) and isinstance(written.data, list)
    if kind in (Kind.CODEOWNERS, Kind.DOCKERFILE) or may_be_list or isinstance(written.data, wanted):
        return None
    what = "a list" if wanted is list else "an object"
    here = "empty" if not written.text.strip() else shown(written.data)
    return Problem(Location(written.path, 1, 1), f"is {here}, and {_article(kind)} is {what}", CODE)


def _empty(written: Written, kind: Kind) -> Problem | None:
    """Of a file that holds other things, that it holds none of them.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html
    """
    data = written.data
    if kind is Kind.IMAGE_DEFINITIONS and data == []:
        return Problem(Location(written.path, 1, 1), "has no image: the deployment fails", CODE)
    if kind is Kind.TEMPLATE and data.get("Resources") == {} and "Transform" not in data:
        message = "has no resource: CloudFormation refuses a template without any"
        return Problem(written.lines.get(("Resources",), Location(written.path, 1, 1)), message, CODE)
    return None


def _article(kind: Kind) -> str:
    if kind in (Kind.IMAGE_DETAIL, Kind.IMAGE_DEFINITIONS, Kind.DEPENDABOT):
        return kind.value
    return f"{'an' if kind.value[0] in 'aeioAEIO' else 'a'} {kind.value}"


def _is_json(kind: Kind, path: str) -> bool:
    return kind in JSON_ONLY or (kind in (Kind.API_INPUT, Kind.APPSPEC) and path.endswith(".json"))


def _written(path: str, text: str) -> Written:
    suffix, name = PurePath(path).suffix.lower(), named_kind(path)
    if name in (Kind.CODEOWNERS, Kind.DOCKERFILE):
        return plain(path, text)
    is_data = suffix in _DATA_SUFFIXES or name is not None or text.lstrip().startswith("{")
    if is_data and (_TELLS.search(text) or name or PurePath(path).name == MANIFEST):
        return parse(path, text)
    return plain(path, text)


def _is_ours(path: str, text: str) -> bool:
    """Whether a file that cannot be parsed was meant for AWS or GitHub, and not for some other program."""
    parts = PurePath(path).parts
    return "AWSTemplateFormatVersion" in text or "workflows" in parts or '"Statement"' in text


def _is_spec(path: str, text: str) -> bool:
    is_yaml = path.endswith((".yaml", ".yml"))
    return is_yaml and (os.path.basename(os.path.dirname(os.path.abspath(path))) == SPECS or _has_spec_keys(text))


def _has_spec_keys(text: str) -> bool:
    return len(set(_SPEC_KEYS.findall(text))) >= 2 and "AWSTemplateFormatVersion" not in text


def _resembles_spec(path: str, text: str) -> bool:
    """Whether every key at the left margin is a spec's, or nearly: a spec of one line, or with its keys misspelt."""
    # Imported here: what is of a kind by itself does not wait for the schema.
    from generator.spec.schema import definition

    keys = set(_KEYS.findall(text))
    known = set(definition("#")["properties"])
    # Compose files have services, and are no specs.
    is_other = "services" in keys or not path.endswith((".yaml", ".yml"))
    return bool(keys) and not is_other and all(key in known or nearest(key, known) for key in keys)


def _template(written: Written, stack: str, region: str) -> Subject:
    data = written.data
    return Subject(
        path=written.path,
        stack=stack,
        text=written.text,
        data=data if isinstance(data.get("Resources"), dict) else {**data, "Resources": {}},
        regions=(region,),
        origins={},
        origin=Location(written.path, 1, 1),
        lines=written.lines,
        limit=BUCKET_BYTES,
    )
