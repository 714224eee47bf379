"""The latest data points of an alarm -> its state, by M of N and by what the alarm does with missing points.

Found out from AWS's tables, row by row:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Point(StrEnum):
    """A data point, as AWS's tables write it."""

    GOOD = "0"
    BREACHING = "X"
    MISSING = "-"


class Missing(StrEnum):
    """What ``TreatMissingData`` says."""

    MISSING = "missing"
    IGNORE = "ignore"
    BREACHING = "breaching"
    NOT_BREACHING = "notBreaching"


class State(StrEnum):
    """The state of an alarm."""

    OK = "OK"
    ALARM = "ALARM"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"


EXTRA_POINTS = 2
"""Of the evaluation range, beyond ``EvaluationPeriods``: as many as in AWS's examples, which give no formula."""


def state(points: Sequence[Point], breaching: int, periods: int, missing: Missing, before: State = State.OK) -> State:
    """The state that an evaluation sets. ``points`` is the evaluation range, the latest point last.

    ``breaching`` is M, ``DatapointsToAlarm``; ``periods`` is N, ``EvaluationPeriods``; ``before`` the state until now.
    """
    real = [point for point in points if point is not Point.MISSING]
    if len(real) >= periods:
        return _by_count(real[-periods:], breaching)
    if missing is Missing.BREACHING:
        return _by_count([*real, *[Point.BREACHING] * (periods - len(real))], breaching)
    if missing is Missing.NOT_BREACHING or real.count(Point.BREACHING) >= breaching or Point.GOOD in real:
        return _by_count(real, breaching)
    # Nothing is real but a few breaching points, or nothing at all.
    if missing is Missing.IGNORE:
        return before
    age = len(points) - points.index(Point.BREACHING) if real else 0
    return State.ALARM if real and age >= breaching else State.INSUFFICIENT_DATA


def _by_count(points: Sequence[Point], breaching: int) -> State:
    return State.ALARM if points.count(Point.BREACHING) >= breaching else State.OK
