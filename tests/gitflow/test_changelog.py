"""Where a section goes, and what it says."""

import pytest

from generator.gitflow.changelog import PLACEHOLDER, draft, section

OLD = "# Changelog\n\nAll that matters.\n\n## 1.2.0 - 2025-12-01\n\n- Old\n"


def test_the_first_section() -> None:
    assert (
        draft("", "1.0.0", "2026-01-01", ["Add a", "Add b"])
        == "# Changelog\n\n## 1.0.0 - 2026-01-01\n\n- Add a\n- Add b\n"
    )


def test_a_new_section_is_above_the_older_ones() -> None:
    expected = OLD.replace("## 1.2.0", "## 1.3.0 - 2026-01-01\n\n- New\n\n## 1.2.0")
    assert draft(OLD, "1.3.0", "2026-01-01", ["New"]) == expected


@pytest.mark.parametrize("heading", ["## Unreleased", "## [Unreleased]"])
def test_what_is_written_as_unreleased_becomes_the_section(heading: str) -> None:
    text = OLD.replace("## 1.2.0", f"{heading}\n\n### Added\n\n- By hand\n\n## 1.2.0")
    drafted = draft(text, "1.3.0", "2026-01-01", ["From a commit"])
    assert f"{heading}\n\n## 1.3.0 - 2026-01-01\n\n### Added\n\n- By hand\n\n## 1.2.0" in drafted
    assert "From a commit" not in drafted


def test_an_empty_unreleased_section_stays_empty() -> None:
    text = "# Changelog\n\n## Unreleased\n"
    assert (
        draft(text, "1.3.0", "2026-01-01", ["New"])
        == "# Changelog\n\n## Unreleased\n\n## 1.3.0 - 2026-01-01\n\n- New\n"
    )


def test_line_breaks_stay_as_they_are() -> None:
    drafted = draft(OLD.replace("\n", "\r\n"), "1.3.0", "2026-01-01", ["New"])
    assert drafted.count("\r\n") == drafted.count("\n")


def test_a_section_that_is_there_stays() -> None:
    assert draft(OLD, "1.2.0", "2026-01-01", ["New"]) == OLD
    bracketed = OLD.replace("## 1.2.0", "## [v1.2.0]")
    assert draft(bracketed, "1.2.0", "2026-01-01", ["New"]) == bracketed


def test_nothing_to_say() -> None:
    assert PLACEHOLDER in draft("", "1.0.0", "2026-01-01", [])


def test_what_is_said_of_a_version() -> None:
    text = draft(OLD, "1.3.0-rc.1", "2026-01-01", ["New"])
    assert section(text, "1.3.0-rc.1") == "- New"
    assert section(text, "1.2.0") == "- Old"
    assert section(text, "1.3.0") is None
