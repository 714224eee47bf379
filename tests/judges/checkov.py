"""Templates -> what checkov says of them.

It exits with 0 when it cannot parse a template: hence the two counts, and that of the resources.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.judges.finding import Finding, expect
from tests.judges.template import Template, write
from tests.judges.tool import CHECKOV, run_json

_OPTIONS = ("--framework", "cloudformation", "--skip-download", "--output", "json", "--compact", "--quiet")


def judge(templates: Sequence[Template]) -> Iterator[Finding]:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write(folder, {template.name: template.text for template in templates})
        report = run_json([CHECKOV, "--directory", ".", *_OPTIONS], folder, codes=(0, 1))
    summary = report["summary"]
    resources = sum(len(template.resources) for template in templates)
    expect(summary["parsing_errors"] == 0, f"checkov could not parse {summary['parsing_errors']} templates")
    expect(summary["resource_count"] == resources, f"checkov saw {summary['resource_count']} resources of {resources}")
    expect(
        summary["skipped"] == 0, f"checkov skipped {summary['skipped']} checks: exceptions belong in exceptions.yaml"
    )
    by_name = {template.name: template for template in templates}
    for check in report["results"]["failed_checks"]:
        template = by_name[check["file_path"].lstrip("/")]
        kind, _, logical_id = check["resource"].partition(".")
        yield Finding("checkov", check["check_id"], template.case, template.path, logical_id, kind, check["check_name"])
