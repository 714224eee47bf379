"""Systems -> required checks that no job makes, or not for each pull request: those that lack one wait for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.github_check import ACTIONS, makers, pulls, runs_for
from generator.gate.kind import Kind
from generator.gate.rule import Finding, Rule
from generator.gate.ruleset import Ruleset, rulesets
from generator.gate.subject import Path
from generator.gate.system import System
from generator.gate.value import at, mappings, text
from generator.gate.workflow import Job
from generator.problems import Severity

_HEADS = "refs/heads/"
_SKIPPED = re.compile(r"(?:\$\{\{)?\s*github\.event_name\s*==\s*'(?!pull_request|merge_group)\w+'\s*(?:\}\})?")


def _check(system: System) -> Iterator[Finding]:
    if not system.files_of(Kind.WORKFLOW):
        return
    for ruleset in rulesets(system):
        for path, context, app in _required(ruleset):
            jobs = makers(system, context)
            if not jobs:
                severity = None if app == ACTIONS else Severity.WARNING
                message = f"no job makes the check '{context}', for which every pull request waits"
                yield Finding(ruleset.file, message, path, severity=severity)
                continue
            yield from _elsewhere(ruleset, path, context, app, jobs)
            started = [filters for job in jobs for filters in pulls(job)]
            if not started:
                message = f"no pull request starts the job of the check '{context}', for which it waits"
                yield Finding(ruleset.file, message, path)
            for branch in (ref.removeprefix(_HEADS) for ref in ruleset.refs if ref.startswith(_HEADS)):
                if started and "*" not in branch and not any(runs_for(filters, branch) for filters in started):
                    message = f"the check '{context}' runs for no pull request into {branch}, which waits for ever"
                    yield Finding(jobs[0].file, message, ("on", "pull_request", "branches"))
            if started and all({"paths", "paths-ignore"} & filters.keys() for filters in started):
                message = f"a pull request without such files waits for ever for the required check '{context}'"
                yield Finding(jobs[0].file, message, ("on", "pull_request"), "filter inside of the job")


def _elsewhere(ruleset: Ruleset, path: Path, context: str, app: str, makers: list[Job]) -> Iterator[Finding]:
    """A check that is waited for from another app than Actions, and jobs that pull requests skip, which is success."""
    if app and app != ACTIONS:
        message = f"waits for the check '{context}' of the app {app}, and GitHub Actions, {ACTIONS}, is who makes it"
        yield Finding(ruleset.file, message, path)
    if all(_SKIPPED.fullmatch(text(job.data, "if")) for job in makers):
        message = f"pull requests skip the job of the check '{context}', and what is skipped counts as passed"
        yield Finding(makers[0].file, message, (*makers[0].path, "if"), severity=Severity.WARNING)


def _required(ruleset: Ruleset) -> Iterator[tuple[Path, str, str]]:
    """Where a check is required, its name, and the app that must make it, if any must."""
    if ruleset.enforcement == "disabled":
        return
    for path, parameters in ruleset.rules("required_status_checks"):
        for index, check in enumerate(mappings(parameters, "required_status_checks")):
            place = (*path, "required_status_checks", index, "context")
            yield place, text(at(check, "context")), text(at(check, "integration_id"))


RULE = Rule(
    "required-check",
    "A check that is required is made by a job for every pull request.",
    "https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/troubleshooting-required-status-checks",
    _check,
    """
 main.json:
   name: main
   target: branch
   enforcement: active
   conditions: {ref_name: {include: [refs/heads/main], exclude: []}}
   rules:
     - type: required_status_checks
       parameters:
         required_status_checks:
-          - {context: unit test, integration_id: 15368}
+          - {context: unit tests, integration_id: 15368}
 .github/workflows/test.yml:
   on: {pull_request: {branches: [main]}}
   jobs:
     test:
       name: unit tests
       runs-on: ubuntu-latest
       steps: [{run: echo}]
    """,
)
