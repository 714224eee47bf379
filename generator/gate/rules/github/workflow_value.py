"""Systems -> expressions that ask for an input or for another job's output, and there is none: they are empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.kind import Kind
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path, SideFile
from generator.gate.system import System
from generator.gate.value import at, mapping, placed_strings, texts
from generator.gate.workflow import events

_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_QUOTED = re.compile(r"'(?:[^']|'')*'")
_ASKED = re.compile(
    r"(?<![\w.-])(?:inputs\.(?P<input>[\w-]+)|needs\.(?P<job>[\w-]+)(?:\.outputs\.(?P<output>[\w-]+))?)"
)
_STARTED_WITH_INPUTS = ("workflow_call", "workflow_dispatch")


def _check(system: System) -> Iterator[Finding]:
    for file in system.files_of(Kind.WORKFLOW):
        inputs = _inputs(file)
        jobs = mapping(at(file.data, "jobs"))
        for name, job in jobs.items():
            for path, expression in _expressions(job, ("jobs", str(name))):
                for asked in _ASKED.finditer(_QUOTED.sub("''", expression)):
                    if reason := _absent(asked, inputs, jobs, texts(at(job, "needs"))):
                        yield Finding(file, f"asks for {asked[0]}, and {reason}: it is empty", path)


def _absent(asked: re.Match[str], inputs: set[str], jobs: Mapping[str, Any], needs: list[str]) -> str:
    """Why there is no such value; nothing where there may be one.

    GitHub does not tell small letters from capitals:
    https://github.com/actions/runner/blob/main/src/Sdk/DTPipelines/Pipelines/ContextData/DictionaryContextData.cs
    """
    if asked["input"]:
        return "" if asked["input"].lower() in inputs else "nothing that starts the workflow has that input"
    needed = next((name for name in needs if name.lower() == asked["job"].lower()), None)
    if needed is None:
        return f"the job does not need {asked['job']}"
    other = jobs.get(needed)
    # What a workflow that is called hands on stands there.
    if not asked["output"] or not isinstance(other, Mapping) or "uses" in other:
        return ""
    outputs = {str(name).lower() for name in mapping(other, "outputs")}
    return "" if asked["output"].lower() in outputs else f"the job {asked['job']} has no such output"


def _inputs(file: SideFile) -> set[str]:
    """In small letters."""
    found = events(file)
    return {str(name).lower() for event in _STARTED_WITH_INPUTS for name in mapping(found.get(event), "inputs")}


def _expressions(job: Any, start: Path) -> Iterator[tuple[Path, str]]:
    for path, value in placed_strings(job, start):
        found = _EXPRESSION.findall(value)
        yield from ((path, each) for each in (found or [value] * (path[-1] == "if")))


RULE = Rule(
    "workflow-value",
    "An expression of a workflow asks for inputs that the workflow has, and for outputs of jobs that its job needs.",
    "https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context",
    _check,
    """
 .github/workflows/deploy.yml:
   on: {push: {branches: [main]}}
   jobs:
     build:
       runs-on: ubuntu-latest
       outputs: {version: "1"}
       steps: [{run: echo}]
     deploy:
       needs: build
       runs-on: ubuntu-latest
-      steps: [{run: "echo ${{ needs.build.outputs.tag }}"}]
+      steps: [{run: "echo ${{ needs.build.outputs.version }}"}]
    """,
)
