"""Tasks that failed within the last hour, and what ECS says of the service -> why tasks do not start."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.app.doctor.check import Check, DiagnosisContext, Finding, not_yet, ok
from generator.app.doctor.remedy import failure
from generator.live.failed_task import failed_tasks
from generator.live.service import LiveService

_BAD = re.compile(
    r"unable to|was unhealthy|is unhealthy|failed (ELB|container) health checks|unable to consistently start|limit",
    re.IGNORECASE,
)
_GOOD = re.compile(r"reached a steady state|deployment completed", re.IGNORECASE)
_SHOWN = 3


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    names = context.service.names
    service = context.live_service()
    if service is None:
        yield not_yet(f"there is no service {names.ecs_service}")
        return
    tasks = context.ask(failed_tasks, names.environment.cluster, names.ecs_service)
    said = [*dict.fromkeys(task.reason for task in tasks), *_events(service)]
    is_short = service.running < service.desired
    if not said and not is_short:
        yield ok(f"{service.running} of {service.desired} tasks run, and none failed in the last hour")
        return
    what = f"{service.running} of {service.desired} tasks run"
    for words in said[:_SHOWN] or ["DescribeServices: no event says why"]:
        yield failure(context, what, words, context.log(names.log_group))


def _events(service: LiveService) -> Iterator[str]:
    """What ECS complained of since the service was last steady."""
    for _, message in service.events:
        if _GOOD.search(message):
            return
        if _BAD.search(message):
            yield message


CHECK = Check(
    "task-start",
    "whether tasks start",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html",
    _examine,
)
