"""docs/release-flow.md shows what the commands print today."""

from tests.release.flow import PAGE, page


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.release.flow"
