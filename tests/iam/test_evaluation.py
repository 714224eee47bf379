"""The evaluator decides as IAM does."""

from __future__ import annotations

from typing import Any

import pytest

from generator.iam.call import Call
from generator.iam.document import Condition, Statement, statements, text
from generator.iam.evaluation import allowed, fits, holds


@pytest.mark.parametrize(
    ("pattern", "value", "result"),
    [
        ("s3:GetObject", "s3:GetObject", True),
        ("s3:Get*", "s3:GetObject", True),
        ("s3:Get?bject", "s3:GetObject", True),
        ("s3:Get?bject", "s3:Getobbject", False),
        ("*", "anything/at:all", True),
        ("a.c", "abc", False),
        ("a[b]*", "a[b]${AWS::Region}", True),
        ("${AWS::Region}", "${AWS::Region}", True),
        ("bucket/*", "bucket", False),
        ("bucket/*", "bucket/*", True),
        ("bucket/a", "bucket/*", False),
    ],
)
def test_wildcards(pattern: str, value: str, result: bool) -> None:
    assert fits(pattern, value) is result


@pytest.mark.parametrize(
    ("operator", "wanted", "value", "result"),
    [
        ("StringEquals", "a", "a", True),
        ("StringEquals", "a*", "ab", False),
        ("StringLike", "a*", "ab", True),
        ("Bool", "false", "False", True),
        ("Bool", "false", "true", False),
        ("ArnLike", "arn:aws:ecs:us-west-2:1:*", "arn:aws:ecs:us-west-2:1:task/x", True),
        ("ArnLike", "arn:aws:ecs:*", "arn:aws:ecs:us-west-2:1:task/x", False),
        ("ArnLike", "arn:aws:ecs:*:*:*", "arn:aws:ecs:us-west-2:1:task/x:y", True),
        ("ArnEquals", "arn:aws:sns:us-west-2:1:a", "arn:aws:sns:us-west-2:1:b", False),
        (
            "ArnLike",
            "arn:${AWS::Partition}:ecs:${AWS::Region}:1:*",
            "arn:${AWS::Partition}:ecs:${AWS::Region}:1:x",
            True,
        ),
    ],
)
def test_conditions(operator: str, wanted: str, value: str, result: bool) -> None:
    assert holds(Condition(operator, "AWS:Key", (wanted,)), {"aws:key": value}) is result
    assert holds(Condition(operator, "aws:key", ("nothing:of:the:sort:here:", wanted)), {"aws:key": value}) is result


def test_a_key_that_is_not_there_passes_no_test() -> None:
    assert not holds(Condition("StringEquals", "aws:SourceAccount", ("1",)), {})


def test_an_operator_that_it_does_not_know_is_no_silent_yes_or_no() -> None:
    with pytest.raises(ValueError, match="does not know DateLessThan"):
        holds(Condition("DateLessThan", "aws:CurrentTime", ("2030",)), {"aws:CurrentTime": "2026"})


ALLOW = Statement("A", True, ("S3:get*",), ("bucket/*",))
DENY = Statement("D", False, ("s3:*",), ("*",), (Condition("Bool", "aws:SecureTransport", ("false",)),))


@pytest.mark.parametrize(
    ("call", "result"),
    [
        (Call("p", "s3:GetObject", "bucket/key", "", ""), True),
        (Call("p", "s3:PutObject", "bucket/key", "", ""), False),
        (Call("p", "s3:GetObject", "other/key", "", ""), False),
        (Call("p", "s3:GetObject", "bucket/key", "", "", {"aws:SecureTransport": "false"}), False),
        (Call("p", "s3:GetObject", "bucket/key", "", "", {"aws:SecureTransport": "true"}), True),
    ],
)
def test_a_deny_wins_and_nothing_is_allowed_by_itself(call: Call, result: bool) -> None:
    assert allowed([ALLOW, DENY], call) is result


@pytest.mark.parametrize(
    ("value", "result"),
    [
        ("x", "x"),
        (True, "true"),
        ({"Ref": "AWS::Region"}, "${AWS::Region}"),
        ({"Fn::Sub": "a-${AWS::Region}"}, "a-${AWS::Region}"),
        ({"Fn::GetAtt": ["Key", "Arn"]}, "${Key.Arn}"),
        ({"Fn::ImportValue": "shop-github-ConnectionArn"}, "${shop-github-ConnectionArn}"),
    ],
)
def test_intrinsic_functions_as_text(value: Any, result: str) -> None:
    assert text(value) == result


@pytest.mark.parametrize("value", [{"Fn::Join": ["", ["a"]]}, 7, None])
def test_what_no_policy_of_ours_holds_is_our_mistake(value: Any) -> None:
    with pytest.raises(ValueError, match="no text"):
        text(value)


def test_a_document_may_have_single_values_and_no_sid() -> None:
    document = {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*"}]}
    assert [*statements(document)] == [Statement("1", True, ("sts:AssumeRole",), (), (), ("*",))]
