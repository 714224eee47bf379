"""The SNS topic."""

from __future__ import annotations

from generator.resources.topic import subscription, topic, topic_policy
from tests.unit.project import project, properties


def test_the_topic_is_encrypted_with_our_key() -> None:
    assert properties(topic(project(), "key")) == {"TopicName": "shop-prod-notifications", "KmsMasterKeyId": "key"}


def test_the_policy_is_the_topic_s() -> None:
    body = properties(topic_policy(project()))
    assert body["Topics"] == [{"Ref": "Topic"}]
    assert {str(statement["Resource"]) for statement in body["PolicyDocument"]["Statement"]} == {"[{'Ref': 'Topic'}]"}


def test_an_address_subscribes_by_mail() -> None:
    assert properties(subscription("team@example.com")) == {
        "TopicArn": {"Ref": "Topic"},
        "Protocol": "email",
        "Endpoint": "team@example.com",
    }
