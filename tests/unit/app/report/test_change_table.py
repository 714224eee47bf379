"""The table of changes in the report is that of docs/change.md, which is made from the comparison itself."""

from __future__ import annotations

import re

from generator.app.report.change_table import TABLE, changes
from generator.gate.subject import Path
from generator.problems import Location
from tests.docs.change_table import PAGES
from tests.docs.page import ROOT


def test_it_says_what_the_document_says() -> None:
    _, _, after = (ROOT / "docs/change.md").read_text(encoding="utf-8").partition(PAGES["docs/change.md"])
    rows = [line.strip("| ").split(" | ") for line in after.split("\n\n")[2].splitlines()[2:]]
    said = [(tuple(re.findall(r"`([^`]+)`", keys)), when.replace("`", "")) for keys, when in rows]
    assert [(keys, when) for when, keys in TABLE] == said


def test_a_job_has_a_schedule_a_worker_a_queue_and_neither_a_port() -> None:
    said = ("api", "port"), ("nightly", "schedule"), ("mailer", "queue")
    lines: dict[Path, Location] = {
        ("services", *path): Location("shop.yaml", 1) for path in [("api",), ("nightly",), ("mailer",), *said]
    }
    keys = [change.key for change in changes(lines) if change.key.startswith("services.")]
    found = {
        name: {key.rpartition(".")[2] for key in keys if f".{name}." in key} for name in ("api", "nightly", "mailer")
    }
    assert found["api"] == {"cpu", "tag_prefix", "paths", "port", "route"}
    assert found["nightly"] == {"schedule"}
    assert found["mailer"] == {"cpu", "tag_prefix", "paths", "queue"}
