"""A plan, and whether a release is shifting traffic -> the refusal to pull the ground from under it.

A scaling event, or a health check that changes, in the middle of a shift fails the deployment:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.app.deploy.plan import Action, Planned
from generator.app.engine.catalog import releases_in
from generator.errors import OutsideError
from generator.live.client import Aws, AwsError
from generator.model.project import Project
from generator.stacks.catalog import OVERVIEW_STACKS

_ALL = ""
"""Whose the stacks are that services share."""
_OVERVIEWS = frozenset(stack.noun for stack in OVERVIEW_STACKS)
_HARMLESS = frozenset({Action.NOTHING, Action.CREATE})


def refusal(aws: Aws, project: Project, plans: Iterable[Planned]) -> OutsideError | None:
    """Why the plan has to wait, if it does: old tasks that only wait for their end need nobody's patience."""
    touched = {planned.stack.service for planned in plans if _may_disturb(planned)}
    try:
        running = [
            (service, each)
            for service in project.services
            if touched & {service.name, _ALL}
            for each in releases_in(aws, service).running()
            if not each.is_waiting_to_end
        ]
    except AwsError as error:
        if error.is_denied:
            return None  # Whoever may not know it deploys as `aws cloudformation deploy` would.
        raise
    if not running:
        return None
    service, deployment = running[0]
    is_one_of_many = len(project.services) > 1
    whose, which = (f" of {service.name}", f" -s {service.name}") if is_one_of_many else ("", "")
    return OutsideError(
        f"cannot deploy {project.environment.name}",
        f"a release{whose} is shifting traffic: deployment {deployment.name} is {deployment.status}",
        f"wait until it has ended (`canaryform status{which} --watch`), or stop it (`canaryform rollback{which}`)",
    )


def _may_disturb(planned: Planned) -> bool:
    """Whether it changes what is there, of a service or of all of them. What only shows them is looked at by none."""
    is_seen_only = planned.stack.noun in _OVERVIEWS
    return not (planned.stack.is_shared or is_seen_only or planned.action in _HARMLESS)
