"""AWS's published tables of M of N with missing data, row by row.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
"""

from __future__ import annotations

import pytest

from generator.canary.state import Missing, Point, State, state

OK, ALARM, NONE = State.OK, State.ALARM, State.INSUFFICIENT_DATA
KEPT = "retain current state"

THREE_OF_THREE = {
    "0 - X - X": (OK, OK, OK, OK),
    "0 - - - -": (OK, OK, OK, OK),
    "- - - - -": (NONE, KEPT, ALARM, OK),
    "0 X X - X": (ALARM, ALARM, ALARM, ALARM),
    "- - X - -": (ALARM, KEPT, ALARM, OK),
}
TWO_OF_THREE = {
    "0 - X - X": (ALARM, ALARM, ALARM, ALARM),
    "0 0 X 0 X": (ALARM, ALARM, ALARM, ALARM),
    "0 - X - -": (OK, OK, ALARM, OK),
    "- - - - 0": (OK, OK, ALARM, OK),
    "- - - X -": (ALARM, KEPT, ALARM, OK),
}
"""In the order of the columns: missing, ignore, breaching, notBreaching."""
COLUMNS = (Missing.MISSING, Missing.IGNORE, Missing.BREACHING, Missing.NOT_BREACHING)
ROWS = [
    pytest.param(points, breaching, missing, expected, id=f"{breaching} of 3, {missing}, {points}")
    for breaching, table in ((3, THREE_OF_THREE), (2, TWO_OF_THREE))
    for points, row in table.items()
    for missing, expected in zip(COLUMNS, row, strict=True)
]


def read(points: str) -> list[Point]:
    return [Point(point) for point in points.split()]


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize(("points", "breaching", "missing", "expected"), ROWS)
def test_each_row_of_aws_s_tables(
    points: str, breaching: int, missing: Missing, expected: State | str, before: State
) -> None:
    assert state(read(points), breaching, 3, missing, before) == (before if expected == KEPT else expected)


@pytest.mark.parametrize("points", ["- - - - X", "- - - X -"])
def test_an_alarm_does_not_go_off_too_early_on_the_first_point_after_a_gap(points: str) -> None:
    """The section on premature transitions, for 3 of 3."""
    assert state(read(points), 3, 3, Missing.MISSING) is NONE
    assert state(read(points), 3, 3, Missing.NOT_BREACHING) is OK


@pytest.mark.parametrize("points", ["- - - X 0", "- - X - 0"])
def test_the_good_point_that_follows_keeps_it_off(points: str) -> None:
    assert state(read(points), 3, 3, Missing.MISSING) is OK


@pytest.mark.parametrize("missing", Missing)
def test_without_gaps_only_the_count_of_the_latest_points_decides(missing: Missing) -> None:
    assert state(read("X X X 0 0"), 2, 3, missing) is OK
    assert state(read("0 0 X 0 X"), 2, 3, missing) is ALARM
    assert state(read("X"), 1, 1, missing) is ALARM
