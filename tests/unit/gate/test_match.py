"""A match becomes a problem of the template that it is found in."""

from __future__ import annotations

from generator.gate.match import Match, problem
from generator.problems import Location, Severity
from tests.unit.gate.judged import RESOURCE, subject

MATCH = Match("W3037", Severity.WARNING, "no such action", "Role", 7, 9)
OURS = subject({"Role": {"Type": "AWS::IAM::Role"}})


def test_of_ours_it_stands_at_the_line_of_the_spec() -> None:
    found = problem(OURS, MATCH)
    assert (found.location, found.subject) == (RESOURCE, "shop/prod/x.yaml: Role")
    assert (found.code, found.severity, found.message) == ("W3037", Severity.WARNING, "no such action")


def test_of_somebody_s_it_stands_at_its_own_line() -> None:
    written = OURS._replace(origin=Location("theirs.yaml", 1, 1), lines={(): Location("theirs.yaml", 1, 1)})
    assert problem(written, MATCH).location == Location("theirs.yaml", 7, 9)
