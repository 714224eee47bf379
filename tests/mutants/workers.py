"""Mutants of workers: the queue that they take their work from, what releases them, and what stops that."""

from __future__ import annotations

from tests.mutants.mutant import Damage, Mutant, add, drop, put

_NO_WORKER = "the spec has no worker called mailer"
_QUEUE, _SERVICE, _MONITORING = "mailer/queue", "mailer/service", "mailer/monitoring"
_DEAD = "Resources/DeadLetters/Properties"
_DEPLOYMENT = "Resources/Service/Properties/DeploymentConfiguration"


def _seen(id: str, rule: str, damage: Damage) -> Mutant:
    return Mutant(id, rule, damage, _NO_WORKER)


MUTANTS = (
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
    _seen("any-image", "image-parameter", drop(_SERVICE, "Parameters/Image/AllowedPattern")),
    _seen("alarm-gone", "alarm-exists", drop(_MONITORING, "Resources/DeadLettersArrivalsAlarm")),
    _seen("breaker-for-another", "circuit-breaker", put(_SERVICE, f"{_DEPLOYMENT}/Strategy", "CANARY")),
)
