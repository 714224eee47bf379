"""A plan, and whether a release is shifting traffic -> the refusal to pull the ground from under it.

A scaling event, or a health check that changes, in the middle of a shift fails the deployment:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.app.deploy.plan import Action, Planned
from generator.errors import OutsideError
from generator.live.client import Aws, AwsError
from generator.live.deployment import running_deployments
from generator.model.project import Project

_HARMLESS = frozenset({Action.NOTHING, Action.CREATE})


def refusal(aws: Aws, project: Project, plans: Iterable[Planned]) -> OutsideError | None:
    """Why the plan has to wait, if it does: old tasks that only wait for their end need nobody's patience."""
    own = [planned for planned in plans if not planned.stack.is_shared]
    if all(planned.action in _HARMLESS for planned in own):
        return None
    try:
        running = [
            each
            for service in project.services
            for each in running_deployments(aws, service)
            if not each.is_waiting_to_end
        ]
    except AwsError as error:
        if error.is_denied:
            return None  # Whoever may not know it deploys as `aws cloudformation deploy` would.
        raise
    if not running:
        return None
    return OutsideError(
        f"cannot deploy {project.environment.name}",
        f"a release is shifting traffic: deployment {running[0].id} is {running[0].status}",
        "wait until it has ended (`canaryform status --watch`), or stop it (`canaryform rollback`)",
    )
