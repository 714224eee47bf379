"""A role that may publish to an encrypted topic -> what SNS calls for it with the topic's key.

https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html (the encryption context)
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.arn import arn, readable
from generator.gate.calls.call import Call, each
from generator.gate.policy import ROLE, covers, held
from generator.gate.system import Resource, System
from generator.gate.value import text

TOPIC = "AWS::SNS::Topic"
_KEY = "AWS::KMS::Key"
_CALLED = ("kms:Decrypt", "kms:GenerateDataKey")


def calls(system: System) -> Iterator[Call]:
    """Of the topics whose key one of the templates makes; the key that AWS manages lets the whole account."""
    for topic in system.of(TOPIC):
        key = system.at(text(topic.properties, "KmsMasterKeyId"))
        if key is None or key.type != _KEY:
            continue
        own = arn(system, TOPIC, topic.token)
        why = f"publishing to the encrypted topic {topic.name or topic.id} takes"
        context = {"kms:EncryptionContext:aws:sns:topicArn": own}
        for role in _publishers(system, own):
            yield from each(role.token, _CALLED, arn(system, _KEY, key.token), why, context)


def _publishers(system: System, topic: str) -> Iterator[Resource]:
    """The roles that may, with the topic named: who may publish to all of them need not publish to this one."""
    for role in system.of(ROLE):
        allowing = [item for item in held(system, role) or () if item.allows]
        publishing = [item for item in allowing if any(covers(action, "sns:Publish") for action in item.actions)]
        if any(readable(system, one) == topic for item in publishing for one in item.resources):
            yield role
