"""Imports of what nothing exports, or what is deployed later."""

from __future__ import annotations

from typing import Any

from generator.gate.rules.stack.imports import RULE
from generator.gate.subject import Subject
from generator.gate.system import System
from generator.problems import Problem
from tests.unit.gate.judged import RESOURCE, subject


def _exporting(name: str, stack: str = "shop-prod-a") -> Subject:
    topic = {"Topic": {"Type": "AWS::SNS::Topic"}}
    return subject(
        topic, {"Arn": {"Value": {"Ref": "Topic"}, "Export": {"Name": name}}, "Shown": {"Value": "x"}}, stack
    )


def _importing(name: str, stack: str = "shop-prod-z") -> Subject:
    deep: dict[str, Any] = {"A": [{"Fn::Split": [",", {"Fn::ImportValue": name}]}]}
    return subject({"Service": {"Type": "AWS::ECS::Service", "Properties": deep}}, stack=stack)


def _found(*subjects: Subject) -> list[Problem]:
    return list(RULE.problems(System(subjects)))


def test_an_import_of_an_earlier_stack_s_export_is_right() -> None:
    assert (
        _found(_exporting("a"), _exporting("b", "shop-prod-b"), _importing("a"), _importing("b", "shop-prod-y")) == []
    )


def test_an_import_that_nothing_exports_is_found_at_the_line_that_asked_for_it() -> None:
    [problem] = _found(_exporting("a"), _importing("b"))
    assert problem.location == RESOURCE
    assert problem.subject == "shop/prod/x.yaml: Service"
    assert (problem.code, problem.message) == ("imports", "imports b, which no earlier stack exports")


def test_an_export_that_comes_later_is_no_help() -> None:
    [problem] = _found(_importing("a"), _exporting("a"))
    assert problem.message == "imports a, which a stack exports that is deployed later"


def test_a_stack_cannot_import_from_itself() -> None:
    resources = {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Fn::ImportValue": "a"}}}}
    assert len(_found(subject(resources, {"A": {"Value": "x", "Export": {"Name": "a"}}}))) == 1
