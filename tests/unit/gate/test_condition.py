"""A condition holds, does not, or is not known to."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.condition import ABSENT, failing, holds
from generator.gate.system import System
from generator.gate.value import Unknown

CONTEXT = {
    "aws:securetransport": "true",
    "aws:sourcevpce": ABSENT,
    "iam:passedtoservice": "ecs-tasks.amazonaws.com",
    "aws:sourcearn": "arn:…:ecs:eu-central-1:…:*",
}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({}, True),
        ({"Bool": {"aws:SecureTransport": "true"}}, True),
        ({"Bool": {"aws:SecureTransport": False}}, False),
        ({"StringEquals": {"iam:PassedToService": ["ecs.amazonaws.com", "ecs-tasks.amazonaws.com"]}}, True),
        ({"StringEquals": {"iam:PassedToService": "codedeploy.amazonaws.com"}}, False),
        ({"StringLike": {"iam:PassedToService": "ecs*"}}, True),
        ({"StringNotEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}, False),
        ({"StringEquals": {"aws:sourceVpce": "vpce-1"}}, False),
        ({"StringEqualsIfExists": {"aws:sourceVpce": "vpce-1"}}, True),
        ({"StringNotEquals": {"aws:sourceVpce": "vpce-1"}}, True),
        ({"Null": {"aws:sourceVpce": "true"}}, True),
        ({"Null": {"aws:sourceVpce": "false"}}, False),
        ({"ArnLike": {"aws:SourceArn": "arn:aws:ecs:eu-central-1:111122223333:*"}}, True),
        ({"ArnLike": {"aws:SourceArn": "arn:aws:ecs:us-west-2:111122223333:*"}}, False),
        ({"StringEquals": {"aws:SourceAccount": "111122223333"}}, None),
        ({"StringEquals": {"iam:PassedToService": Unknown("${Service}")}}, None),
        ({"DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}, None),
        ({"Bool": {"aws:SecureTransport": "false"}, "StringEquals": {"aws:SourceAccount": "1"}}, False),
    ],
)
def test_holds(condition: dict[str, Any], expected: bool | None) -> None:
    assert holds(System(()), condition, CONTEXT) is expected
    assert bool(failing(System(()), condition, CONTEXT)) is (expected is False)
