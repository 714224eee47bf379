"""Systems -> jobs that never run: for a branch, or for files, by which the workflow is not started."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.gate.github_check import fits, runs_for
from generator.gate.rule import Finding, Rule
from generator.gate.stack_command import stack_commands
from generator.gate.system import System
from generator.gate.value import text, texts
from generator.gate.workflow import Job, events, jobs
from generator.problems import Severity

_NO_REF = re.compile(r"github\.ref\s*==\s*'((?!refs/)[^']+)'")
_REF = re.compile(r"(?:\$\{\{\s*)?github\.ref\s*==\s*'refs/heads/([^']+)'(?:\s*\}\})?")


def _check(system: System) -> Iterator[Finding]:
    for job in jobs(system):
        for name in _NO_REF.findall(text(job.data, "if")):
            message = (
                f"the job {job.id} never runs: github.ref is refs/heads/{name} or refs/tags/{name}, and never '{name}'"
            )
            yield Finding(job.file, message, (*job.path, "if"), f"github.ref_name == '{name}'")
        found = events(job.file)
        filters = found.get("push")
        if set(found) - {"push", "workflow_dispatch"} or not isinstance(filters, Mapping):
            continue
        match = _REF.fullmatch(text(job.data, "if").strip())
        if match and not runs_for(filters, match[1]) and "workflow_dispatch" not in found:
            message = f"the job {job.id} is for {match[1]}, and a push to {match[1]} does not start its workflow"
            yield Finding(job.file, message, (*job.path, "if"))
        elif match and not runs_for(filters, match[1]):
            message = f"the job {job.id} is for {match[1]}, a push to which does not start its workflow: only hands do"
            yield Finding(job.file, message, (*job.path, "if"))
        yield from _of_files(job, texts(filters.get("paths")))


def _of_files(job: Job, patterns: list[str]) -> Iterator[Finding]:
    files = [path for command in stack_commands(job) for path in command.files if "$" not in path]
    if patterns and files and not any(fits(patterns, path) for path in files):
        message = f"no change of {files[0]}, which the job {job.id} deploys, starts its workflow"
        yield Finding(job.file, message, ("on", "push", "paths"))


RULE = Rule(
    "job-branch",
    "A workflow is started for the branch and by the files that its jobs are for.",
    "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onpushbranchestagsbranches-ignoretags-ignore",
    _check,
    """
 .github/workflows/deploy.yml:
   on:
     push:
-      branches: [master]
+      branches: [main]
   jobs:
     prod:
       if: github.ref == 'refs/heads/main'
       runs-on: ubuntu-latest
       steps: [{run: echo}]
    """,
    severity=Severity.WARNING,
)
