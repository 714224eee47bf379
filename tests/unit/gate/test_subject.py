"""Where a finding is shown."""

from __future__ import annotations

import pytest

from generator.problems import Location, Problem, Severity
from tests.unit.gate.judged import FILE, RESOURCE, subject

TOPIC = {"Topic": {"Type": "AWS::SNS::Topic"}}


@pytest.mark.parametrize(
    ("logical_id", "location", "about"),
    [
        ("Topic", RESOURCE, "shop/prod/x.yaml: Topic"),
        ("Gone", FILE, "shop/prod/x.yaml: Gone"),
        ("", FILE, "shop/prod/x.yaml"),
    ],
)
def test_a_finding_is_shown_at_the_line_that_asked_for_the_resource(
    logical_id: str, location: Location, about: str
) -> None:
    made = subject(TOPIC).problem(logical_id, "message", "code", "hint", Severity.WARNING)
    assert made == Problem(location, "message", "code", "hint", Severity.WARNING, "shop/prod/x.yaml", logical_id)
    assert made.subject == about
