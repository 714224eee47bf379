"""Systems -> files with parameters that their template does not ask for, or does not take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from generator.gate.environment import ENVIRONMENTS
from generator.gate.kind import Kind
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path, SideFile, Subject
from generator.gate.system import System
from generator.gate.value import mapping, mappings, number, sequence, text
from generator.problems import Severity

_WORDS = re.compile(r"[^A-Za-z0-9]+")
_BESIDE = frozenset({"config", "configuration", "parameter", "parameters", "params"}) | ENVIRONMENTS
"""What the name of such a file has beside that of its template."""


def _check(system: System) -> Iterator[Finding]:
    for file in system.files_of(Kind.PARAMETERS):
        yield from _nameless(file)
        template = _template(system, file)
        given = {name: (path, value) for name, path, value in _given(file.data)}
        if template is None:
            continue
        asked = mapping(template.data, "Parameters")
        for name, (path, value) in given.items():
            if name not in asked:
                message = f"gives {name}, which {template.path} does not ask for: CloudFormation refuses it"
                yield Finding(file, message, path)
            elif message := _fault(mapping(asked[name]), value):
                yield Finding(file, f"{name} {message}: CloudFormation refuses it", path)
        needed = {str(name) for name, body in asked.items() if "Default" not in mapping(body)}
        if missing := sorted(needed - given.keys()):
            message = f"says nothing of {', '.join(missing)}, which {template.path} has no default for"
            yield Finding(file, message, severity=Severity.WARNING)


def _nameless(file: SideFile) -> Iterator[Finding]:
    for index, item in enumerate(mappings(file.data)):
        if item.get("ParameterKey", "") is None:
            yield Finding(file, "ParameterKey is a text, and here nothing", (index, "ParameterKey"))
    if mapping(file.data).get("Parameters", "") is None:
        yield Finding(file, "Parameters is an object, and here nothing", ("Parameters",))


def _given(data: Any) -> Iterator[tuple[str, Path, Any]]:
    """Name, place and value of each; a value that is kept has none."""
    for index, item in enumerate(mappings(data)):
        yield text(item, "ParameterKey"), (index,), item.get("ParameterValue")
    for name, value in mapping(data, "Parameters").items():
        yield str(name), ("Parameters", str(name)), value


def _template(system: System, file: SideFile) -> Subject | None:
    """The one that it is named after; the only one that is given, where it is named after none."""
    own = _stem(file.path)
    named = [each for each in system.templates if own and _stem(each.path) == own]
    if len(named) == 1:
        return named[0]
    return system.templates[0] if len(system.templates) == 1 and not own else None


def _stem(path: str) -> frozenset[str]:
    words = _WORDS.split(PurePosixPath(path).name.rpartition(".")[0].lower())
    return frozenset(words) - _BESIDE - {""}


def _fault(parameter: Mapping[str, Any], value: Any) -> str:
    if value is None or isinstance(value, Mapping | list):
        return ""
    said, allowed = text(value), [text(each) for each in sequence(parameter, "AllowedValues")]
    items = [item.strip() for item in said.split(",")] if "List" in text(parameter, "Type") else [said]
    if allowed and not {*items} <= {*allowed}:
        return f"is '{said}', and may be {', '.join(allowed)}"
    pattern = text(parameter, "AllowedPattern")
    if pattern and not _fits(pattern, said):
        return f"is '{said}', and has to fit {pattern}"
    if text(parameter, "Type") == "Number" and not re.fullmatch(r"-?\d+(\.\d+)?", said):
        return f"is '{said}', and has to be a number"
    low, high = number(parameter, "MinValue"), number(parameter, "MaxValue")
    whole = number(value)
    if whole is not None and ((low is not None and whole < low) or (high is not None and whole > high)):
        return f"is {whole}, and may be {low if low is not None else ''} to {high if high is not None else ''}"
    return ""


def _fits(pattern: str, said: str) -> bool:
    """By Java's regular expressions, of which Python does not read all."""
    try:
        return re.fullmatch(pattern, said) is not None
    except re.error:
        return True


RULE = Rule(
    "parameter-file",
    "A file with parameters gives its template what it asks for, in values that it takes.",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
    _check,
    """
 templates:
   ecs:
     Parameters:
       Size: {Type: String, AllowedValues: [small, large]}
     Resources:
       Topic: {Type: AWS::SNS::Topic}
 ecs.parameters.json:
-  - {ParameterKey: Size, ParameterValue: huge}
+  - {ParameterKey: Size, ParameterValue: large}
    """,
)
