"""Systems -> workflows that start at no event: patterns that no ref fits, filters that exclude each other, no time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.gate.kind import Kind
from generator.gate.rule import Finding, Rule
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.gate.value import mapping, mappings, text, texts
from generator.gate.workflow import events
from generator.problems import Severity

_FILTERS = ("branches", "paths", "tags")
_REFS = ("refs/heads/", "refs/tags/")
_REGEX = re.compile(r"^!?\^|\$$|\\[.dw]|\([^)]*\|[^)]*\)|(?:^|/)\.[*+]|\[[^]]*\]\{|\\\\")
"""Signs of a regular expression that a filter pattern takes for letters."""
_KEYS = {
    "push": ("branches", "branches-ignore", "paths", "paths-ignore", "tags", "tags-ignore"),
    **dict.fromkeys(
        ("pull_request", "pull_request_target"), ("branches", "branches-ignore", "paths", "paths-ignore", "types")
    ),
    "merge_group": ("branches", "branches-ignore", "types"),
    "workflow_dispatch": ("inputs",),
    "workflow_call": ("inputs", "outputs", "secrets"),
}
"""https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#on"""
_FIELDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_NAMES = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)\b")


def _check(system: System) -> Iterator[Finding]:
    for file in system.files_of(Kind.WORKFLOW):
        for name, filters in events(file).items():
            if name == "schedule":
                yield from _times(file)
            elif isinstance(filters, Mapping):
                yield from _filters(file, str(name), filters)


def _filters(file: SideFile, event: str, filters: Mapping[str, object]) -> Iterator[Finding]:
    known = _KEYS.get(event, filters.keys())
    for key in filters:
        if key not in known:
            message = f"{event} has no filter '{key}', but {', '.join(known)}: GitHub runs nothing of the workflow"
            yield Finding(file, message, ("on", event, str(key)))
    for key in _FILTERS:
        if key in filters and f"{key}-ignore" in filters:
            message = f"{event} has {key} and {key}-ignore, of which GitHub takes one: it runs nothing of the workflow"
            yield Finding(file, message, ("on", event, f"{key}-ignore"), f"write !PATTERN among {key}")
    for key in ("branches", "tags"):
        for index, pattern in enumerate(texts(filters.get(key))):
            path = ("on", event, key, index) if isinstance(filters.get(key), list) else ("on", event, key)
            if pattern.startswith(_REFS):
                message = f"no ref fits '{pattern}', since {key} are compared by their names alone"
                hint = pattern.removeprefix(_REFS[0]).removeprefix(_REFS[1])
                yield Finding(file, message, path, hint, Severity.WARNING)
            elif _REGEX.search(pattern):
                message = f"no ref fits '{pattern}': a filter is a glob, and no regular expression"
                yield Finding(file, message, path, severity=Severity.WARNING)


def _times(file: SideFile) -> Iterator[Finding]:
    for index, entry in enumerate(mappings(mapping(file.data, "on") or events(file), "schedule")):
        cron = text(entry, "cron")
        if cron and not _is_cron(cron):
            message = f"'{cron}' is no time: GitHub takes five fields, minute hour day month weekday"
            yield Finding(file, message, ("on", "schedule", index, "cron"))


def _is_cron(cron: str) -> bool:
    fields = cron.split()
    return len(fields) == len(_FIELDS) and all(
        low <= int(number) <= high
        for field, (low, high) in zip(fields, _FIELDS, strict=True)
        for number in re.findall(r"(?<![/\d])\d+", _NAMES.sub("*", field))
    )


RULE = Rule(
    "event-filter",
    "A workflow starts at events that there are: by patterns that refs fit, and at times that can be.",
    "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet",
    _check,
    """
 .github/workflows/release.yml:
   on:
     push:
-      tags: ["^v[0-9]+.*$"]
+      tags: ["v[0-9]+.*"]
   jobs:
     test:
       runs-on: ubuntu-latest
       steps: [{run: echo}]
    """,
)
