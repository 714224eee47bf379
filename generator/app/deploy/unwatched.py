"""A plan that begins releases itself, and the alarms that fire now -> what nothing stops them for.

An update of a service that ECS releases is a deployment, and ECS leaves out of all of it what is on when it begins:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.app.deploy.plan import MAKING, Action, Planned
from generator.app.engine.catalog import shifter
from generator.engines.catalog import engine_of
from generator.errors import OutsideError
from generator.live.alarm import alarms
from generator.live.client import Aws
from generator.model.project import Project
from generator.model.service import Service
from generator.resources.alarm import alarm_names


def unwatched(aws: Aws, project: Project, plans: Sequence[Planned]) -> tuple[str, ...]:
    """A line for each alarm that fires now and is no help to what the plan begins; or why nobody knows of one."""
    lines: list[str] = []
    for service in project.services:
        if stack := _released_by(service, plans):
            lines += _lines(aws, service, stack)
    return tuple(lines)


def _lines(aws: Aws, service: Service, stack: str) -> Iterator[str]:
    name = shifter(service).name
    try:
        found = alarms(aws, alarm_names(service))
    except OutsideError as error:
        yield f"whether an alarm fires, which {name} ignores when {stack} is updated, is unknown: {error.why}"
        return
    for each in found:
        if each.is_firing:
            yield (
                f"{each.name} fires: {name} ignores it in all of the deployment that updating {stack} begins, and "
                "nothing stops that for it"
            )


def _released_by(service: Service, plans: Sequence[Planned]) -> str:
    """The stack whose update is a deployment of the service; empty where none is."""
    if not shifter(service).ignores_firing_alarms:
        return ""
    noun = engine_of(service).service_stack
    for planned in plans:
        is_its_own = planned.stack.service == service.name and planned.stack.noun == noun
        if is_its_own and planned.action not in {*MAKING, Action.NOTHING}:
            return planned.stack.name
    return ""
