"""Systems -> topics whose key no alarm and no event may use, so that nobody is told anything."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import strings, text

_PUBLISHERS = {
    "AWS::CloudWatch::Alarm": "CloudWatch's alarms",
    "AWS::CloudWatch::CompositeAlarm": "CloudWatch's alarms",
    "AWS::Events::Rule": "EventBridge",
}


def _check(system: System) -> Iterator[Finding]:
    for topic in system.of("AWS::SNS::Topic"):
        if not text(topic.properties, "KmsMasterKeyId").endswith("alias/aws/sns"):
            continue
        users = [(who, user) for kind, who in _PUBLISHERS.items() for user in system.of(kind)]
        for who in dict.fromkeys(who for who, user in users if topic.token in strings(user.properties)):
            message = f"{who} cannot publish to it: the policy of alias/aws/sns, AWS's own key, does not let them"
            yield Finding(topic, message, ("KmsMasterKeyId",), "use a key that lets the service, or none")


RULE = Rule(
    "topic-key",
    "A topic that alarms and events publish to is encrypted with a key whose policy can let them, or with none.",
    "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services",
    _check,
    """
 Resources:
   Topic:
     Type: AWS::SNS::Topic
-    Properties: {TopicName: shop, KmsMasterKeyId: alias/aws/sns}
+    Properties: {TopicName: shop}
   Failed:
     Type: AWS::CloudWatch::CompositeAlarm
     Properties: {AlarmName: failed, AlarmRule: "ALARM(errors)", AlarmActions: [{Ref: Topic}]}
    """,
)
