"""One service or job of an environment -> its stacks that are to go, and the dashboard, which shows it no more."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

from generator.app.deploy.desired import DesiredStack, own, wanted
from generator.app.deploy.destroy import StackDeletion, destroy, found
from generator.app.deploy.progress import StackOutcome, State
from generator.app.deploy.schedule import MOST
from generator.app.deploy.stack import StackDeploy
from generator.app.run.batch import Result
from generator.cfn.size import lines
from generator.live.client import Aws
from generator.live.stack import find_stack
from generator.model.service import Service
from generator.model.workload import Workload
from generator.stacks.assemble import overviews
from generator.stacks.routes import ROUTES


def service_deletion(
    aws: Aws, result: Result, workload: Workload, *, with_images: bool = False
) -> tuple[StackDeletion, ...]:
    """The stacks of the service, and of its jobs, or of the job that are there.

    That of its images only where asked for, and where nobody needs it. What services share is none of them. Raises
    LayoutError where one has another layout.
    """
    jobs = workload.jobs if isinstance(workload, Service) else ()
    names = {workload.name, *(job.name for job in jobs)}
    stacks = [stack for stack in wanted(result.build, workload.project) if stack.service in names]
    has_images = with_images and isinstance(workload, Service) and not image_users(aws, result, workload)
    return found(aws, [stack for stack in stacks if has_images or not stack.is_shared])


def image_users(aws: Aws, result: Result, service: Service) -> tuple[str, ...]:
    """The other environments of the region in which a stack of the service is there."""
    others = [each for each in result.build.projects if each is not service.project and each.region == aws.region]
    with ThreadPoolExecutor(MOST) as pool:
        return tuple(
            project.environment.name
            for project in others
            if any(
                pool.map(
                    lambda stack: find_stack(aws, stack.name),
                    [stack for stack in own(wanted(result.build, project)) if stack.service == service.name],
                )
            )
        )


def delete_service(
    deploy: StackDeploy, result: Result, workload: Workload, stacks: Sequence[StackDeletion], stop: Event
) -> tuple[StackOutcome, ...]:
    """Let nothing show the service any more, then delete its stacks; a job is not shown. One outcome a stack.

    Raises StopError when ``stop`` is set.
    """
    aws = deploy.operations.aws
    overviews = overviews_without(aws, result, workload) if isinstance(workload, Service) else ()
    shown = [stack for stack in overviews if find_stack(aws, stack.name)]
    before = tuple(map(deploy, shown))
    if not all(outcome.state.is_well for outcome in before):
        return (*before, *(StackOutcome(each.name, State.SKIPPED) for each in stacks))
    return (*before, *destroy(deploy.operations, stacks, stop))


def overviews_without(aws: Aws, result: Result, service: Service) -> Sequence[DesiredStack]:
    """The stacks that show all services, with those alone that are there and stay.

    They import what the stacks of a service export, which keeps those, and cannot be made before they are.
    """
    project = service.project
    stay = {
        each.name for each in project.services if each is not service and find_stack(aws, each.names.stack(ROUTES.noun))
    }
    rest = replace(project, settings=tuple(each for each in project.settings if each.name in stay))
    templates = {stack.noun: stack.template.to_dict() for stack in overviews(rest)}
    return [
        replace(stack, subject=stack.subject._replace(data=templates[stack.noun], text=lines(templates[stack.noun])))
        for stack in own(wanted(result.build, project))
        if stack.noun in templates
    ]
