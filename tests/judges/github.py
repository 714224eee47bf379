"""Files for GitHub -> what GitHub's schemas, actionlint and zizmor say of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.golden.case import CASES, ROOT
from tests.judges.finding import Finding, expect
from tests.judges.template import write
from tests.judges.tool import ACTIONLINT, CHECK_JSONSCHEMA, ZIZMOR, run, run_json

# Both schema and actionlint find one fault in here, and must say so.
_PLANTED = "zz-planted/workflows/planted.yml"
_ACTION = "own/action.yml"
_PLANTED_TEXT = """\
name: planted
on: [push]
permissions: {contents: everything}
jobs:
  planted:
    runs-on: ubuntu-24.04
    steps:
      - run: echo ${{ nothing.at.all }}
"""
_OPEN = "zz-planted/workflows/open.yml"
_OPEN_TEXT = """\
name: open
on: [issues]
permissions: {}
jobs:
  open:
    runs-on: ubuntu-24.04
    steps:
      - run: echo ${{ github.event.issue.title }}
"""
"""The same for zizmor, which takes no workflow that is wrong otherwise."""
_ACTIONLINT_LINE = re.compile(
    r"^(?P<file>\S+?):(?P<line>\d+):\d+ (?P<message>.*) \[ (?P<rule>[\w-]+) \]$", re.MULTILINE
)


def files() -> dict[str, str]:
    """Generated workflows and dependabot files of every case, and this repository's own workflows and action."""
    found = {
        f"{case.name}/{path}": text
        for case in CASES.values()
        for path, text in case.files().items()
        if "/workflows/" in path or path.endswith("/dependabot.yml")
    }
    own = {f"own/workflows/{path.name}": path.read_text("utf-8") for path in (ROOT / ".github/workflows").iterdir()}
    return found | own | {_ACTION: (ROOT / "action.yml").read_text("utf-8")}


def judge(texts: Mapping[str, str]) -> Iterator[Finding]:
    workflows = sorted(name for name in texts if "/workflows/" in name)
    with TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        write(folder, {**texts, _PLANTED: _PLANTED_TEXT})
        list(_without_planted(_schema(folder, "github-workflows", [_PLANTED]), "check-jsonschema"))
        yield from _schema(folder, "github-workflows", workflows)
        yield from _schema(folder, "dependabot", sorted(name for name in texts if name.endswith("/dependabot.yml")))
        yield from _schema(folder, "github-actions", [_ACTION])
        yield from _without_planted(_actionlint(folder, len(workflows) + 1), "actionlint")
        write(folder, {_OPEN: _OPEN_TEXT})
        yield from _without_planted(_zizmor(folder, sorted({*texts, _OPEN})), "zizmor")


def _schema(folder: Path, schema: str, names: list[str]) -> list[Finding]:
    options = ["--builtin-schema", f"vendor.{schema}", "--output-format", "json", "--verbose"]
    report = run_json([CHECK_JSONSCHEMA, *options, *names], folder, codes=(0, 1))
    errors = report["errors"]
    # With errors it does not say which files it saw: then the errors are enough to fail.
    seen = set(report.get("checked_paths", ()))
    expect(not report.get("parse_errors"), f"check-jsonschema could not parse {report.get('parse_errors')}")
    expect(bool(errors) or seen == set(names), f"check-jsonschema saw {len(seen)} files of {len(names)} for {schema}")
    return [
        _finding("check-jsonschema", schema, each["filename"], f"{each['path']}: {each['message']}") for each in errors
    ]


def _actionlint(folder: Path, count: int) -> list[Finding]:
    """It takes one pattern, and of several would look at the first alone."""
    output = run([ACTIONLINT, "**/workflows/*.yml"], folder, codes=(1,))
    expect(f"Checking {count} workflow file(s)" in output, f"actionlint did not see {count} files: {output[:200]}")
    return [
        _finding("actionlint", match["rule"], match["file"], f"line {match['line']}: {match['message']}")
        for match in _ACTIONLINT_LINE.finditer(output)
    ]


def _zizmor(folder: Path, names: list[str]) -> Iterator[Finding]:
    """What an attacker could use: https://docs.zizmor.sh/audits/. Offline, so it asks GitHub about no action."""
    options = ["--offline", "--no-config", "--no-exit-codes", "--no-progress", "--format", "json"]
    for each in run_json([ZIZMOR, *options, *names], folder):
        where = each["locations"][0]
        name = str(next(iter(where["symbolic"]["key"].values()))["verbatim_path"])
        line = where["concrete"]["location"]["start_point"]["row"] + 1
        yield _finding("zizmor", each["ident"], name, f"line {line}: {each['desc']}")


def _finding(tool: str, rule: str, name: str, message: str) -> Finding:
    case, _, path = name.partition("/")
    return Finding(tool, rule, case, path, message=message)


def _without_planted(found: Iterable[Finding], tool: str) -> Iterator[Finding]:
    findings = list(found)
    planted = [finding for finding in findings if f"{finding.case}/{finding.path}" in {_PLANTED, _OPEN}]
    expect(bool(planted), f"{tool} did not see the fault that is there for it to find")
    yield from (finding for finding in findings if finding not in planted)
