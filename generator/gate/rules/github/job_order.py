"""Systems -> jobs that wait for none that is there, and production that is deployed beside what is to try it first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import text
from generator.gate.workflow import Job, jobs
from generator.problems import Severity

_PRODUCTION = frozenset({"prod", "production", "live"})
_NOT_YET = frozenset({"non", "not", "pre"})


def _check(system: System) -> Iterator[Finding]:
    workflows: dict[str, dict[str, Job]] = {}
    for job in jobs(system):
        workflows.setdefault(job.file.path, {})[job.id] = job
    for each in workflows.values():
        for job in each.values():
            for name in job.needs:
                if name not in each:
                    message = f"the job {job.id} needs {name}, which the workflow does not have: GitHub refuses it"
                    yield Finding(job.file, message, (*job.path, "needs"), severity=Severity.ERROR)
        yield from _beside(each)


def _beside(workflow: Mapping[str, Job]) -> Iterator[Finding]:
    for job in workflow.values():
        if not _is_production(job):
            continue
        waited = _waited(workflow, job)
        for other in workflow.values():
            is_first = other.environment and not _is_production(other) and other.id not in waited
            # Jobs that run for different branches do not run beside each other.
            if is_first and text(other.data, "if") == text(job.data, "if") and job.id not in _waited(workflow, other):
                message = f"{job.environment} is deployed beside {other.environment}, whether that succeeds or not"
                yield Finding(job.file, message, job.path, f"needs: {other.id}")


def _is_production(job: Job) -> bool:
    """``prod``, and ``shop-prod`` where a repository has several projects; ``pre-prod`` is what is tried first."""
    *before, name = job.environment.lower().split("-")
    return name in _PRODUCTION and not _NOT_YET.intersection(before[-1:])


def _waited(workflow: Mapping[str, Job], job: Job) -> set[str]:
    found: set[str] = set()
    waiting = [*job.needs]
    while waiting:
        name = waiting.pop()
        if name in workflow and name not in found:
            found.add(name)
            waiting += workflow[name].needs
    return found


RULE = Rule(
    "job-order",
    "A workflow deploys production after the environments in which a change is tried.",
    "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idneeds",
    _check,
    """
 .github/workflows/deploy.yml:
   on: {push: {branches: [main]}}
   jobs:
     dev:
       runs-on: ubuntu-latest
       environment: dev
       steps: [{run: echo}]
     prod:
       runs-on: ubuntu-latest
       environment: prod
+      needs: dev
       steps: [{run: echo}]
    """,
    severity=Severity.WARNING,
)
