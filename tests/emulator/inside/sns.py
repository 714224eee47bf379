"""SNS topics with the key that ministack's own CloudFormation loses."""

from __future__ import annotations

from typing import Any

from tests.emulator.inside.api import call
from tests.emulator.inside.entry import complete


def mend() -> None:
    """Puts it around ministack's own entry of its table."""
    complete("AWS::SNS::Topic", _complete)


def _complete(arn: str, properties: dict[str, Any]) -> None:
    key = properties.get("KmsMasterKeyId")
    if key:
        attribute = {"AttributeName": "KmsMasterKeyId", "AttributeValue": key}
        call("sns", "SetTopicAttributes", {"TopicArn": arn, **attribute})
