"""Mutants of workers: the queue that they take their work from, what releases them, and what stops that."""

from __future__ import annotations

from typing import Any

from tests.mutants.mutant import Damage, Mutant, add, drop, put, reword
from tests.mutants.world import NotApplicableError, World

_NO_WORKER = "the spec has no worker called mailer"
_QUEUE, _SERVICE, _MONITORING = "mailer/queue", "mailer/service", "mailer/monitoring"
_DEAD = "Resources/DeadLetters/Properties"
_POLICY = "Resources/QueuePolicy/Properties/PolicyDocument/Statement"
_DEPLOYMENT = "Resources/Service/Properties/DeploymentConfiguration"


_IAM = "iam"


def _first_statement(**values: Any) -> Damage:
    """Other values in the statement that lets the topics in; none takes it away."""

    def damage(world: World) -> None:
        statements = world.get(_QUEUE, _POLICY)
        if not values:
            del statements[0]
            return
        statements[0].update(values)

    return damage


def _task(sid: str, **values: Any) -> Damage:
    """Other values in a statement of the role of the main service's tasks; none takes it away."""

    def damage(world: World) -> None:
        statements = world.get(_IAM, "Resources/TaskRole/Properties/Policies/0/PolicyDocument/Statement")
        found = next((each for each in statements if each["Sid"] == sid), None)
        if found is None:
            raise NotApplicableError(sid)
        found.update(values)
        if not values:
            statements.remove(found)

    return damage


def _seen(id: str, rule: str, damage: Damage) -> Mutant:
    return Mutant(id, rule, damage, _NO_WORKER)


MUTANTS = (
    Mutant(
        "age-of-a-queue-misspelt",
        "alarm-metric",
        reword(_MONITORING, "ApproximateAgeOfOldestMessage", "ApproximateAgeOfTheOldestMessage"),
        _NO_WORKER,
    ),
    _seen(
        "dead-letters-for-a-day",
        "redrive-policy",
        put(_QUEUE, f"{_DEAD}/MessageRetentionPeriod", 86400),
    ),
    _seen(
        "dead-letters-for-four-days",
        "redrive-policy",
        drop(_QUEUE, f"{_DEAD}/MessageRetentionPeriod"),
    ),
    _seen("dead-letters-in-order", "redrive-policy", add(_QUEUE, f"{_DEAD}/FifoQueue", True)),
    _seen("stopped-by-no-alarm", "alarm-exists", put(_SERVICE, f"{_DEPLOYMENT}/Alarms/AlarmNames/0", "gone")),
    _seen("no-topic-let-in", "topic-delivery", _first_statement()),
    _seen(
        "another-topic-let-in",
        "topic-delivery",
        _first_statement(Condition={"ArnEquals": {"aws:SourceArn": "arn:aws:sns:eu-central-1:111122223333:other"}}),
    ),
    _seen(
        "queue-under-a-key-of-aws",
        "topic-delivery",
        add(_QUEUE, "Resources/Queue/Properties/KmsMasterKeyId", "alias/aws/sqs"),
    ),
    _seen("fifo-queue-under-a-topic", "topic-delivery", add(_QUEUE, "Resources/Queue/Properties/FifoQueue", True)),
    _seen("published-without-the-key", "deploy-permissions", _task("TopicKey")),
    _seen(
        "published-with-a-key-of-another-region",
        "permission-resource",
        _task("TopicKey", Resource="arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef"),
    ),
    _seen(
        "published-with-the-key-of-another-topic",
        "permission-condition",
        _task(
            "TopicKey",
            Condition={
                "StringEquals": {
                    "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:eu-central-1:111122223333:other"
                }
            },
        ),
    ),
    _seen("any-image", "image-parameter", drop(_SERVICE, "Parameters/Image/AllowedPattern")),
    _seen("alarm-gone", "alarm-exists", drop(_MONITORING, "Resources/DeadLettersArrivalsAlarm")),
    _seen("breaker-for-another", "circuit-breaker", put(_SERVICE, f"{_DEPLOYMENT}/Strategy", "CANARY")),
)
