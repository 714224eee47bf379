"""A queue that subscribes to a topic: what lets its messages in, and near misses that do not."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.rules.storage.topic_delivery import RULE
from generator.gate.system import System
from tests.unit.gate.judged import subject

_ARN = {"Fn::GetAtt": ["Queue", "Arn"]}
_KEY = {"Fn::GetAtt": ["Key", "Arn"]}
_OURS = {"aws:SourceArn": {"Ref": "Topic"}}
_NEWS = "arn:aws:sns:us-west-2:111122223333:news"


def _statement(**changes: Any) -> dict[str, Any]:
    own = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage"}
    return {**own, "Resource": _ARN, "Condition": {"ArnEquals": _OURS}, **changes}


def _found(*statements: dict[str, Any], topic: Any = None, queue: dict[str, Any] | None = None, **more: Any) -> int:
    policy = {"Queues": [{"Ref": "Queue"}], "PolicyDocument": {"Statement": [*statements]}}
    subscription = {"TopicArn": topic or {"Ref": "Topic"}, "Protocol": "sqs", "Endpoint": _ARN}
    resources = {
        "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "orders"}},
        "Queue": {"Type": "AWS::SQS::Queue", "Properties": queue or {}},
        "Subscription": {"Type": "AWS::SNS::Subscription", "Properties": subscription},
        **({"Policy": {"Type": "AWS::SQS::QueuePolicy", "Properties": policy}} if statements else {}),
        **more,
    }
    return len(list(RULE.problems(System((subject(resources),)))))


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, 0),
        ({"Principal": "*"}, 0),
        ({"Principal": {"AWS": "*"}, "Action": "SQS:*"}, 0),
        ({"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:ord*"}}}, 0),
        ({"Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}}, 0),
        ({"Principal": {"AWS": "arn:aws:iam::111122223333:root"}}, 1),
        ({"Action": "sqs:ReceiveMessage"}, 1),
        ({"Effect": "Deny"}, 1),
        ({"Resource": "arn:aws:sqs:us-west-2:111122223333:other.fifo"}, 0),
        ({"Condition": {"ArnEquals": {"aws:SourceArn": _NEWS}}}, 1),
    ],
)
def test_a_policy_that_lets_the_topic_send(changes: dict[str, Any], wrong: int) -> None:
    """The name of a queue without one is not known, so that it may be any."""
    assert _found(_statement(**changes)) == wrong


def test_a_queue_without_a_policy_gets_nothing() -> None:
    assert _found() == 1
    inside = {"Protocol": "sqs", "Endpoint": _ARN}
    made = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "news", "Subscription": [inside]}}
    assert _found(_statement(), News=made) == 1


def test_a_topic_of_others_is_known_by_its_arn() -> None:
    assert _found(_statement(), topic=_NEWS) == 1
    assert _found(_statement(Condition={"ArnEquals": {"aws:SourceArn": _NEWS}}), topic=_NEWS) == 0
    assert _found(_statement(), topic={"Ref": "Elsewhere"}) == 0


@pytest.mark.parametrize(("actions", "wrong"), [(["kms:Decrypt", "kms:GenerateDataKey*"], 0), (["kms:Decrypt"], 1)])
def test_a_key_lets_sns_encrypt(actions: list[str], wrong: int) -> None:
    sns = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": actions, "Resource": "*"}
    key = {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": {"Statement": [sns]}}}
    assert _found(_statement(), queue={"KmsMasterKeyId": _KEY}, Key=key) == wrong
    assert _found(_statement(), queue={"KmsMasterKeyId": "alias/aws/sqs"}) == 1
    assert _found(_statement(), queue={"SqsManagedSseEnabled": True}) == 0


def test_a_fifo_queue_subscribes_to_fifo_topics_alone() -> None:
    fifo = {"FifoQueue": True, "QueueName": "mailer.fifo"}
    assert _found(_statement(), queue=fifo) == 1
    assert _found(_statement(Condition={}), queue=fifo, topic=f"{_NEWS}.fifo") == 0
    assert _found(_statement(Condition={}), topic=f"{_NEWS}.fifo") == 0
