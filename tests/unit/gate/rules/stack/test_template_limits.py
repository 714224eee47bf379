"""CloudFormation's limits: at the limit is right, one more is not."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.rules.stack.template_limits import RULE
from generator.gate.subject import Subject
from generator.gate.system import System
from tests.unit.gate.judged import FILE, subject


def _messages(made: Subject) -> list[str]:
    problems = list(RULE.problems(System((made,))))
    assert all(
        (problem.code, problem.location, problem.subject) == ("template-limits", FILE, made.path)
        for problem in problems
    )
    return [problem.message for problem in problems]


def _resources(count: int) -> dict[str, Any]:
    return {f"Topic{number}": {"Type": "AWS::SNS::Topic"} for number in range(count)}


def _outputs(count: int) -> dict[str, Any]:
    return {f"Output{number}": {"Value": "x"} for number in range(count)}


@pytest.mark.parametrize(
    ("resources", "outputs", "messages"),
    [
        (1, 0, []),
        (500, 200, []),
        (501, 200, ["has 501 resources; CloudFormation takes 500"]),
        (500, 201, ["has 201 outputs; CloudFormation takes 200"]),
    ],
)
def test_resources_and_outputs_are_counted(resources: int, outputs: int, messages: list[str]) -> None:
    assert _messages(subject(_resources(resources), _outputs(outputs))._replace(text="x")) == messages


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("x" * 51_200, []),
        ("x" * 51_201, ["has 51,201 bytes; CloudFormation takes 51,200"]),
        ("é" * 25_600, []),
        ("é" * 25_601, ["has 51,202 bytes; CloudFormation takes 51,200"]),
    ],
    ids=["at the limit", "over it", "bytes at the limit", "bytes over it"],
)
def test_bytes_are_counted_and_not_characters(text: str, messages: list[str]) -> None:
    assert _messages(subject(_resources(1))._replace(text=text)) == messages
