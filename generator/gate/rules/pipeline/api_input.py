"""Systems -> files with the input of an AWS API whose keys, types and words the API does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.gate.api_shape import faults
from generator.gate.fault import shown
from generator.gate.kind import Input, Kind, input_of
from generator.gate.rule import Finding, Rule
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.gate.value import at, mapping
from generator.problems import Severity

_LEAST_STAGES = 2
"""https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html"""
_PRINTED = frozenset({"metadata", "ResponseMetadata"})
"""What get-pipeline adds, and people are told to take away:
https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-edit.html."""


def _check(system: System) -> Iterator[Finding]:
    for file in system.files_of(Kind.API_INPUT):
        call = input_of(file.data) if isinstance(file.data, Mapping) else None
        if call is None:
            continue
        yield from _of_shape(file, call)
        stages = at(file.data, *call.prefix, "stages")
        if call.type == "AWS::CodePipeline::Pipeline" and isinstance(stages, list) and len(stages) < _LEAST_STAGES:
            message = f"a pipeline has {_LEAST_STAGES} stages at the least, a source and what is done with it"
            yield Finding(file, message, (*call.prefix, "stages"))


def _of_shape(file: SideFile, call: Input) -> Iterator[Finding]:
    name = call.prefix[0] if call.prefix else "the input"
    if call.prefix and not isinstance(file.data[name], Mapping):
        yield Finding(file, f"{name} is an object, and here {shown(file.data[name])}", call.prefix)
        return
    if call.prefix and not file.data[name]:
        yield Finding(file, f"{name} is empty", call.prefix)
        return
    # Elsewhere tools print it for what they leave out; a call without what it is known by makes nothing.
    for key in sorted(each for each in call.keys if not call.prefix and file.data[each] is None):
        yield Finding(file, f"{key} is nothing, and the API refuses that", (key,))
    for fault in faults(mapping(file.data), call.shape, name):
        if len(fault.path) == 1 and fault.path[0] in _PRINTED:
            message = f"has {fault.path[0]}, which is printed and not taken: update-pipeline refuses the file"
            yield Finding(file, message, fault.path, severity=Severity.WARNING)
            continue
        severity = Severity.WARNING if fault.is_scalar or fault.is_new else None
        yield Finding(file, fault.message, fault.path, fault.hint, severity)


RULE = Rule(
    "api-input",
    "A file with the input of an AWS API has the keys, the types and the words that the API takes.",
    "https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_CreatePipeline.html",
    _check,
    """
 log-group.json:
   logGroupName: /shop
-  logGroupClas: STANDARD
+  logGroupClass: STANDARD
    """,
)
