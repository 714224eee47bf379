"""A plan, and what releases the services that are there -> a problem where the spec names another engine.

Of the deployment controllers, CODE_DEPLOY may become ECS in place, and nothing may become CODE_DEPLOY:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-service-parameters.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.app.deploy.plan import MAKING, Planned
from generator.app.engine.catalog import releases_in
from generator.app.run.target import Target
from generator.engines.catalog import engine_of
from generator.live.client import AwsError
from generator.model.service import Service
from generator.problems import Problem

_CODE = "other-engine"


def other_engines(target: Target, plans: Sequence[Planned]) -> Iterator[Problem]:
    """One for each service that another engine releases. Whoever may not ask goes on."""
    for service in target.project.services:
        if _begins_anew(service, plans) and (problem := _problem(target, service)):
            yield problem


def _begins_anew(service: Service, plans: Sequence[Planned]) -> bool:
    """Whether stacks of its engine are to be made beside others of its own that are there."""
    own = [planned for planned in plans if planned.stack.service == service.name]
    made = {planned.stack.noun for planned in own if planned.action in MAKING}
    return bool(made & {*engine_of(service).stacks}) and len(made) < len(own)


def _problem(target: Target, service: Service) -> Problem | None:
    releases = releases_in(target.aws, service)
    try:
        live = releases.service()
    except AwsError as error:
        if not error.is_denied:
            raise
        return None
    if live is None or live.controller == releases.controller:
        return None
    engine, environment = service.release.engine, service.environment.name
    name = f"{environment}'s {service.name}" if len(target.project.services) > 1 else environment
    message = f"{name} has the controller {live.controller}, and release.engine: {engine} needs another"
    if not service.answers:
        message = f"{name} is a service with the controller {live.controller}, and a worker has another"
        mend = f"delete it first: {target.command('destroy')} -s {service.name}"
    elif releases.is_updatable:
        mend = f"bring it over, while it runs: {replace(target, service=service).command('migrate')} --to {engine}"
    else:
        mend = (
            f"write release.engine: ecs for {environment}: nothing may become {releases.controller}; the way back is "
            "a second environment beside this one"
        )
    return Problem(service.release.origin, message, _CODE, mend)
