"""A plan that begins releases itself, and the alarms that fire now -> what nothing stops them for.

An update of a service that ECS releases is a deployment, and ECS leaves out of all of it what is on when it begins:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.app.deploy.plan import MAKING, Action, Planned
from generator.app.engine.catalog import shifter
from generator.engines.catalog import engine_of
from generator.live.alarm import LiveAlarm, alarms
from generator.live.client import Aws, AwsError
from generator.model.project import Project
from generator.model.service import Service
from generator.resources.alarm import alarm_names


def unwatched(aws: Aws, project: Project, plans: Sequence[Planned]) -> tuple[str, ...]:
    """A line for each alarm that fires now and is no help to what the plan begins. Whoever may not ask hears nothing.

    Raises AwsError when AWS refuses for another reason.
    """
    lines = []
    for service in project.services:
        stack = _released_by(service, plans)
        if stack:
            name = shifter(service).name
            lines += [
                f"{each.name} fires: {name} ignores it in all of the deployment that updating {stack} begins, and "
                "nothing stops that for it"
                for each in _firing(aws, service)
            ]
    return tuple(lines)


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


def _firing(aws: Aws, service: Service) -> Iterator[LiveAlarm]:
    try:
        found = alarms(aws, alarm_names(service))
    except AwsError as error:
        if not error.is_denied:
            raise
        return
    yield from (each for each in found if each.is_firing)
