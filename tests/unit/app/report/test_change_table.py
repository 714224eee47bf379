"""The table of changes in the report is that of docs/change.md, which is made from the comparison itself."""

from __future__ import annotations

import re

from generator.app.report.change_table import TABLE
from tests.docs.change_table import PAGES
from tests.docs.page import ROOT


def test_it_says_what_the_document_says() -> None:
    _, _, after = (ROOT / "docs/change.md").read_text(encoding="utf-8").partition(PAGES["docs/change.md"])
    rows = [line.strip("| ").split(" | ") for line in after.split("\n\n")[2].splitlines()[2:]]
    said = [(tuple(re.findall(r"`([^`]+)`", keys)), when.replace("`", "")) for keys, when in rows]
    assert [(keys, when) for when, keys in TABLE] == said
