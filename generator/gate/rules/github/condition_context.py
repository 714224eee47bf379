"""Systems -> conditions of jobs and steps that ask for what GitHub does not tell there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import text
from generator.gate.workflow import jobs

# https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability
_OF_JOB = frozenset({"github", "inputs", "needs", "vars"})
_OF_STEP = _OF_JOB | {"env", "job", "matrix", "runner", "steps", "strategy"}
_CONTEXTS = _OF_STEP | {"jobs", "secrets"}
_QUOTED = re.compile(r"'(?:[^']|'')*'")
_ASKED = re.compile(r"(?<![\w.-])(?P<context>[a-z]+)(?=\.[A-Za-z_]|\[)")


def _check(system: System) -> Iterator[Finding]:
    for job in jobs(system):
        conditions = [((*job.path, "if"), text(job.data, "if"), _OF_JOB, f"the job {job.id}")]
        conditions += [
            ((*step.path, "if"), text(step.data, "if"), _OF_STEP, f"a step of the job {job.id}") for step in job.steps
        ]
        for path, condition, known, what in conditions:
            asked = {match["context"] for match in _ASKED.finditer(_QUOTED.sub("''", condition))}
            for context in sorted(asked & _CONTEXTS - known):
                message = f"the condition of {what} asks for {context}, which is not known there: GitHub runs nothing"
                yield Finding(job.file, message, path)


RULE = Rule(
    "condition-context",
    "The condition of a job or a step asks for contexts that it has.",
    "https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability",
    _check,
    """
 .github/workflows/release.yml:
   on: {push: {branches: [main]}}
   jobs:
     test:
       runs-on: ubuntu-latest
-      if: secrets.TOKEN != ''
+      if: vars.TOKEN_NAME != ''
       steps: [{run: echo}]
    """,
)
