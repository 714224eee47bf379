"""Systems -> jobs that read files of the repository, and have not checked it out, or may not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.gate.rule import Finding, Rule
from generator.gate.stack_command import stack_commands
from generator.gate.system import System
from generator.gate.value import text
from generator.gate.workflow import Job, Step, jobs
from generator.problems import Severity

_CHECKOUT = "actions/checkout"
_BRINGS_NOTHING = (
    "aws-actions/", "docker/login-action", "docker/setup-", "actions/setup-", "actions/github-script",
    "step-security/harden-runner",
)  # fmt: skip
"""Actions that leave no files of the repository behind. Of others it is not known."""
_BRINGS = re.compile(r"\b(?:cat|cp|curl|git|gh|wget|tar|tee|touch|unzip|mkdir|npx|cdk|sam|printf|echo)\b|>|<<")
"""Commands that may bring or make files."""
_READS = re.compile(
    r"^\s*(?:sudo\s+)?(?P<what>docker (?:buildx )?build\s[^#\n]*?\s\.(?=\s|$)|npm (?:ci|test|run \w+)"
    r"|pip install -r \S+|make(?=\s|$)|\./[\w./-]+)",
    re.M,
)


def _check(system: System) -> Iterator[Finding]:
    for job in jobs(system):
        yield from _unread(job)
        uses = any(step.uses.partition("@")[0] == _CHECKOUT for step in job.steps)
        if uses and job.permissions is not None and not _may_read(job.permissions):
            message = (
                f"the job {job.id} checks out, but its token lacks contents: read: a private repository refuses it"
            )
            place = (*job.path, "permissions") if "permissions" in job.data else ("permissions",)
            yield Finding(job.file, message, place, "contents: read", Severity.WARNING)


def _unread(job: Job) -> Iterator[Finding]:
    """The first step that reads what nothing has brought."""
    taken = [(command.path, path) for command in stack_commands(job) for path in command.files if _is_here(path)]
    for step in job.steps:
        files = [path for place, path in taken if place == (*step.path, "run")]
        reads = _READS.search(step.run)
        if step.uses.startswith("./") or files or reads:
            what = step.uses or (files[0] if files else reads["what"] if reads else "")
            message = f"the job {job.id} takes '{what}' from the repository, which it has not checked out"
            path = (*step.path, "uses" if step.uses else "run")
            yield Finding(job.file, message, path, f"before it: uses: {_CHECKOUT}@COMMIT")
            return
        if _may_bring(step):
            return


def _may_bring(step: Step) -> bool:
    return not step.uses.startswith(_BRINGS_NOTHING) if step.uses else bool(_BRINGS.search(step.run))


def _is_here(path: str) -> bool:
    """Whether a file is below the folder in which steps run."""
    return "$" not in path and not path.startswith(("/", "~", "http", "s3:"))


def _may_read(permissions: Any) -> bool:
    return permissions in ("read-all", "write-all") or text(permissions, "contents") in ("read", "write")


RULE = Rule(
    "checkout",
    "A job that reads the repository's files has checked the repository out, and may.",
    "https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/add-scripts",
    _check,
    """
 .github/workflows/test.yml:
   on: {pull_request: {}}
   permissions: {contents: read}
   jobs:
     test:
       runs-on: ubuntu-latest
       steps:
+        - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8
         - run: make test
    """,
)
