"""The example service's Dockerfile, and canaryform's own -> what hadolint says of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.golden.case import ROOT
from tests.judges.finding import Finding, expect
from tests.judges.tool import HADOLINT, run_json

DOCKERFILES = ("service/Dockerfile", "container/Dockerfile")
_PLANTED = "FROM scratch\nWORKDIR app\n"
_PLANTED_RULE = "DL3000"


def judge() -> Iterator[Finding]:
    """A second file has a fault planted into it: hadolint must find that one."""
    with TemporaryDirectory() as folder:
        planted = Path(folder) / "Dockerfile"
        planted.write_text(_PLANTED, encoding="utf-8")
        files = [*(ROOT / each for each in DOCKERFILES), planted]
        faults = run_json([HADOLINT, "--no-color", "--format", "json", *files], codes=(0, 1))
    found = [fault["code"] for fault in faults if fault["file"] == str(planted)]
    expect(found == [_PLANTED_RULE], f"hadolint found {found} in a file with {_PLANTED_RULE}")
    for fault in faults:
        if fault["file"] != str(planted):
            message = f"line {fault['line']}: {fault['message']}"
            folder = Path(fault["file"]).parent.name
            yield Finding("hadolint", fault["code"], folder, "Dockerfile", message=message)
