"""Templates -> what AWS's Control Tower rules for CloudFormation Guard say of them.

Guard exits with 0 on something that is no template, and with 5 on a broken rule file: hence the two counts.
It does not read the short form ``!GetAtt Bucket.Arn`` as the pair that its rules ask for, so it gets each golden
template as JSON with long forms, which says the same (tests/golden/test_golden.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.judges.finding import Finding, expect
from tests.judges.template import Template, write
from tests.judges.tool import GUARD_RULES, guard, run_json

RULES = 237
_FAILED = 19


def judge(templates: Sequence[Template]) -> Iterator[Finding]:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        by_file = {str(folder / f"{template.name}.json"): template for template in templates}
        write(folder, {f"{template.name}.json": json.dumps(template.data) for template in templates})
        command: list[str | Path] = [guard(), "validate", "--rules", GUARD_RULES, "--data", folder]
        options = ["--output-format", "json", "--structured", "--show-summary", "none"]
        reports = run_json([*command, *options], codes=(0, _FAILED))
    seen = {report["name"] for report in reports}
    expect(seen == by_file.keys(), f"Guard evaluated {len(seen)} templates of {len(by_file)}")
    for report in reports:
        expect(len(_rules(report)) == RULES, f"Guard evaluated {len(_rules(report))} rules of {RULES}")
        yield from _findings(by_file[report["name"]], report)


def _rules(report: Any) -> set[str]:
    failed = {failure["Rule"]["name"] for failure in report["not_compliant"]}
    return failed | set(report["compliant"]) | set(report["not_applicable"])


def _findings(template: Template, report: Any) -> Iterator[Finding]:
    for failure in report["not_compliant"]:
        rule = failure["Rule"]["name"]
        # A failure that names no resource is about the template, and no exception can match it.
        for logical_id in sorted(set(_logical_ids(failure))) or [""]:
            resource = template.resources.get(logical_id, {})
            message = next(_messages(failure), "")
            yield Finding("guard", rule, template.case, template.path, logical_id, resource.get("Type", ""), message)


def _logical_ids(node: Any) -> Iterator[str]:
    """Of each value that a clause did not like: the paths are /Resources/ID/Properties/..."""
    for value in _values(node, "path"):
        parts = str(value).split("/")
        if parts[1:2] == ["Resources"] and len(parts) > 2:
            yield parts[2]


def _messages(node: Any) -> Iterator[str]:
    for value in _values(node, "custom_message"):
        if value and value.strip():
            yield value.strip().splitlines()[0]


def _values(node: Any, key: str) -> Iterator[Any]:
    if isinstance(node, dict):
        if key in node and not isinstance(node[key], dict | list):
            yield node[key]
        for child in node.values():
            yield from _values(child, key)
    elif isinstance(node, list):
        for child in node:
            yield from _values(child, key)
