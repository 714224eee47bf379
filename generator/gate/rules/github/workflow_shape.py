"""Systems -> workflows that GitHub does not read: jobs without a machine, steps that are two things, unknown keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.fault import Fault
from generator.gate.kind import Kind
from generator.gate.rule import Finding, Rule
from generator.gate.shape import Anything, Either, Empty, Listed, Named, Record, Scalar, faults
from generator.gate.system import System
from generator.problems import Severity

_TEXT, _ANY = Scalar(), Anything()
_TEXTS = Either((_TEXT, Listed(_TEXT)))
_OBJECT = Either((_TEXT, Named()))
_VALUES = Either((Named(Either((_TEXT, Empty()))), _TEXT))
_SCOPES = (
    "actions artifact-metadata attestations cache checks code-quality contents copilot-requests deployments discussions"
    " id-token issues models packages pages pull-requests repository-projects security-events statuses"
    " vulnerability-alerts"
)
_LEVELS = Scalar(("read", "write", "none"))
_PERMISSIONS = Either((Scalar(("read-all", "write-all")), Record(dict.fromkeys(_SCOPES.split(), _LEVELS)), Empty()))
_EVENTS = (
    "branch_protection_rule check_run check_suite create delete deployment deployment_status discussion"
    " discussion_comment fork gollum image_version issue_comment issues label merge_group milestone page_build project"
    " project_card project_column public pull_request pull_request_comment pull_request_review"
    " pull_request_review_comment pull_request_target push registry_package release repository_dispatch schedule status"
    " watch workflow_call workflow_dispatch workflow_run"
)
_EVENT = Scalar(_EVENTS.split())
_FILTERS = Either((Named(), Listed(), Empty()))
_STEP = Record(
    {
        "id": _TEXT,
        "name": _TEXT,
        "if": _TEXT,
        "uses": _TEXT,
        "run": _TEXT,
        "with": _VALUES,
        "env": _VALUES,
        "shell": _TEXT,
        "working-directory": _TEXT,
        "continue-on-error": _TEXT,
        "timeout-minutes": _TEXT,
        **dict.fromkeys(("background", "cancel", "parallel", "wait", "wait-all"), _ANY),
    },
    choices=(("uses", "run", "wait", "wait-all", "cancel", "parallel"),),
)
_JOB = Record(
    {
        "name": _TEXT,
        "if": _TEXT,
        "needs": _TEXTS,
        "permissions": _PERMISSIONS,
        "runs-on": Either((_TEXT, Listed(_TEXT), Named())),
        "environment": _OBJECT,
        "concurrency": _OBJECT,
        "outputs": _VALUES,
        "env": _VALUES,
        "defaults": Named(),
        "steps": Listed(_STEP),
        "timeout-minutes": _TEXT,
        "strategy": Either((Named(), _TEXT)),
        "continue-on-error": _TEXT,
        "container": _OBJECT,
        "services": Either((Named(), _TEXT)),
        "uses": _TEXT,
        "with": _VALUES,
        "secrets": Either((Scalar(("inherit",)), Named(_TEXT), Empty())),
        "cache-mode": _ANY,
        "snapshot": _ANY,
    },
    choices=(("runs-on", "uses"),),
)
_WORKFLOW = Record(
    {
        "name": _TEXT,
        "run-name": _TEXT,
        "on": Either((_EVENT, Listed(_EVENT), Record(dict.fromkeys(_EVENTS.split(), _FILTERS)))),
        "permissions": _PERMISSIONS,
        "env": _VALUES,
        "defaults": Named(),
        "concurrency": _OBJECT,
        "cache-mode": _ANY,
        "jobs": Named(_JOB),
    },
    required=("on", "jobs"),
)
"""https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax, held against the schema of
https://www.schemastore.org/github-workflow.json."""
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def _check(system: System) -> Iterator[Finding]:
    for file in system.files_of(Kind.WORKFLOW):
        data = _with_on(file.data)
        for fault in (*faults(data, _WORKFLOW), *_of_ids(data)):
            severity = Severity.WARNING if fault.is_new else None
            yield Finding(file, f"{fault.message}: GitHub runs nothing of it", fault.path, fault.hint, severity)


def _with_on(data: Any) -> Any:
    """The workflow, where YAML 1.1 has taken its key ``on`` for true."""
    return {("on" if key is True else key): item for key, item in data.items()} if isinstance(data, Mapping) else data


def _of_ids(data: Any) -> Iterator[Fault]:
    found = data.get("jobs") if isinstance(data, Mapping) else None
    if isinstance(found, Mapping) and not found:
        yield Fault(("jobs",), "jobs is empty")
    for name in found if isinstance(found, Mapping) else ():
        if not _ID.fullmatch(str(name)):
            yield Fault(("jobs", str(name)), f"'{name}' is no id of a job: letters, digits, _ and -, no digit first")


RULE = Rule(
    "workflow-shape",
    "A workflow has the keys that GitHub reads, jobs that run somewhere, and steps that do one thing.",
    "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax",
    _check,
    """
 .github/workflows/test.yml:
   on: {push: {}}
   jobs:
     test:
-      run-on: ubuntu-latest
+      runs-on: ubuntu-latest
       steps: [{run: echo}]
    """,
)
