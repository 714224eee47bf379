"""Systems -> queues that subscribe to a topic and never get a message of it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.arn import arn, may_be
from generator.gate.condition import holds
from generator.gate.policy import Statement, covers, resource_policies
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_true, is_unknown, mappings, sequence, strings, text

_TOPIC, _QUEUE, _KEY = "AWS::SNS::Topic", "AWS::SQS::Queue", "AWS::KMS::Key"
_SNS = "sns.amazonaws.com"
_BY_SNS = ("kms:Decrypt", "kms:GenerateDataKey")


def _check(system: System) -> Iterator[Finding]:
    """A standard topic takes no FIFO queue: https://github.com/getmoto/moto/pull/8957, which was tried against AWS."""
    for subscription, topic, queue in _subscriptions(system):
        is_fifo = not is_unknown(queue.properties, "FifoQueue") and is_true(queue.properties, "FifoQueue")
        if is_fifo and _is_standard(system, topic):
            message = f"subscribes {queue.id}, a FIFO queue, to a topic that is none: SNS refuses that"
            yield Finding(subscription, message)
            continue
        yield from _refused(system, topic, queue)
        yield from _sealed(system, queue)


def _subscriptions(system: System) -> Iterator[tuple[Resource, str, Resource]]:
    """What subscribes, the topic that it names, and the queue; those of queues that no template makes are left out."""
    for subscription in system.of("AWS::SNS::Subscription"):
        if text(subscription.properties, "Protocol") == "sqs":
            queue = system.find(_QUEUE, subscription.properties.get("Endpoint"))
            topic = text(subscription.properties, "TopicArn")
            yield from [(subscription, topic, queue)] if queue and topic else []
    for made in system.of(_TOPIC):
        for inside in mappings(made.properties, "Subscription"):
            queue = system.find(_QUEUE, inside.get("Endpoint")) if text(inside, "Protocol") == "sqs" else None
            yield from [(made, made.token, queue)] if queue else []


def _is_standard(system: System, topic: str) -> bool:
    made = system.find(_TOPIC, topic)
    if made:
        return not is_unknown(made.properties, "FifoTopic") and not is_true(made.properties, "FifoTopic")
    return topic.startswith("arn:") and "${" not in topic and not topic.endswith(".fifo")


def _refused(system: System, topic: str, queue: Resource) -> Iterator[Finding]:
    """https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html."""
    policies = [each for each in resource_policies(system, "AWS::SQS::QueuePolicy") if _is_of(system, each, queue)]
    sent = arn(system, _TOPIC, topic)
    if not any(_lets(system, each, sent, arn(system, _QUEUE, queue.token)) for each in policies):
        place = policies[0].owner if policies else queue
        message = (
            f"does not let the topic {sent.rpartition(':')[2]} send to {queue.name or queue.id}, which subscribes to it"
        )
        yield Finding(place, f"{message}: each message is lost, and nothing tells")


def _is_of(system: System, statement: Statement, queue: Resource) -> bool:
    """Whether a policy is that of a queue, or may be."""
    queues = sequence(statement.owner.properties, "Queues")
    named = [text(each).rpartition("/")[2] if text(each).startswith("https:") else each for each in queues]
    return is_unknown(statement.owner.properties, "Queues") or any(system.find(_QUEUE, one) is queue for one in named)


def _lets(system: System, statement: Statement, topic: str, queue: str) -> bool:
    if not statement.is_known:
        return True
    is_send = statement.allows and any(covers(action, "sqs:SendMessage") for action in statement.actions)
    is_here = is_unknown(statement.data, "Resource") or any(may_be(system, one, queue) for one in statement.resources)
    context = {"aws:sourcearn": topic, "aws:securetransport": "true"}
    is_now = holds(system, statement.data.get("Condition"), context) is not False
    return is_send and _is_sns(statement) and is_here and is_now


def _sealed(system: System, queue: Resource) -> Iterator[Finding]:
    """https://docs.aws.amazon.com/sns/latest/dg/sns-enable-encryption-for-topic-sqs-queue-subscriptions.html."""
    named = text(queue.properties, "KmsMasterKeyId")
    key = system.at(named)
    message = ""
    if named.endswith("alias/aws/sqs"):
        message = "the policy of alias/aws/sqs, AWS's own key, does not let SNS"
    elif key and key.type == _KEY and not all(_key_lets(system, key, action) for action in _BY_SNS):
        message = f"the policy of {key.id} does not let {_SNS} call {' and '.join(_BY_SNS)}"
    if message:
        yield Finding(
            queue,
            f"gets nothing of the topic that it subscribes to: {message}",
            ("KmsMasterKeyId",),
            "SqsManagedSseEnabled: true encrypts it, and asks no sender for a key",
        )


def _key_lets(system: System, key: Resource, action: str) -> bool:
    own = [each for each in resource_policies(system, _KEY) if each.owner is key]
    return is_unknown(key.properties, "KeyPolicy") or any(
        not each.is_known
        or (each.allows and _is_sns(each) and any(covers(allowed, action) for allowed in each.actions))
        for each in own
    )


def _is_sns(statement: Statement) -> bool:
    """Whether SNS is meant, by its name or as anybody."""
    return _SNS in statement.services or "*" in strings(statement.data.get("Principal"))


RULE = Rule(
    "topic-delivery",
    "A queue that subscribes to a topic lets that topic send, by its policy and by its key.",
    "https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html",
    _check,
    """
 Resources:
   Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: orders}}
   Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: mailer}}
   Subscription:
     Type: AWS::SNS::Subscription
     Properties: {TopicArn: {Ref: Topic}, Protocol: sqs, Endpoint: {"Fn::GetAtt": [Queue, Arn]}}
   Policy:
     Type: AWS::SQS::QueuePolicy
     Properties:
       Queues: [{Ref: Queue}]
       PolicyDocument:
         Statement:
           - Effect: Allow
             Principal: {Service: sns.amazonaws.com}
             Action: sqs:SendMessage
             Resource: {"Fn::GetAtt": [Queue, Arn]}
-            Condition: {ArnEquals: {aws:SourceArn: arn:aws:sns:us-west-2:111122223333:returns}}
+            Condition: {ArnEquals: {aws:SourceArn: {Ref: Topic}}}
    """,
)
