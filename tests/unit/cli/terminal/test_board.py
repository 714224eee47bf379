"""Progress is a board for whoever watches, and lines for a log."""

from __future__ import annotations

import click
import pytest

from generator.app.deploy.progress import Progress, State
from generator.cli.terminal.board import board
from generator.cli.terminal.output import Output
from generator.cli.terminal.stream import Stream
from tests.unit.cli.page import Page

_STEPS = (
    Progress("shop-ecr", State.CREATING),
    Progress("shop-ecr", State.CREATING, "Repository CREATE_COMPLETE"),
    Progress("shop-ecr", State.CREATED),
    Progress("shop-github", State.CREATED, note="open the console"),
    Progress("shop-prod-iam", State.FAILED, "Rôle\x1b[31m CREATE_FAILED"),
)


def _shown(*, is_terminal: bool, is_wanted: bool = True) -> str:
    page = Page(is_terminal=is_terminal)
    output = Output(Stream(Page(is_terminal=False)), Stream(page, must_arrive=False), {})
    with board(output, ["shop-ecr", "shop-github", "shop-prod-iam", "shop-prod-alb"], is_wanted=is_wanted) as tell:
        for step in _STEPS:
            tell(step)
    return page.getvalue()


def test_a_log_has_a_line_for_each_step() -> None:
    assert _shown(is_terminal=False).splitlines() == [
        "shop-ecr: creating",
        "shop-ecr: Repository CREATE_COMPLETE",
        "shop-ecr: created",
        "shop-github: created: open the console",
        "shop-prod-iam: Rôle\\x1b[31m CREATE_FAILED",
    ]


def test_a_terminal_has_a_row_for_each_stack() -> None:
    rows = click.unstyle(_shown(is_terminal=True))
    assert "shop-github: open the console" in rows
    for row in ("shop-ecr       created", "shop-prod-alb  waiting", "shop-prod-iam  failed"):
        assert row in rows
    assert "\x1b[31m CREATE_FAILED" not in rows


@pytest.mark.parametrize("is_terminal", [True, False])
def test_where_nobody_wants_it_there_is_none(is_terminal: bool) -> None:
    assert _shown(is_terminal=is_terminal, is_wanted=False) == ""
