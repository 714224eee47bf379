"""docs/canary.md: its tables are what the command finds today, in Chinese too, and its links lead somewhere."""

from pathlib import Path

import pytest

from tests.docs import canary_tables
from tests.docs.page import page


@pytest.mark.slow
@pytest.mark.parametrize("path", [canary_tables.PATH, canary_tables.CHINESE_PATH])
def test_the_tables_are_what_the_command_finds(path: Path) -> None:
    assert canary_tables.written(path) == path.read_text(encoding="utf-8")


def test_every_rule_and_command_in_it_is_ours() -> None:
    text = page("docs/canary.md")
    assert [words[0] for words in text.commands("canaryform")] != []
    for link in text.links:
        assert link.startswith("https://") or (text.path.parent / link.partition("#")[0]).exists(), link
