"""A spec's model -> its stacks, in deploy order, with the files that belong to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from generator import naming
from generator.cfn.template import Template
from generator.engines.catalog import engine_of
from generator.model.job import Job
from generator.model.project import Project, Spec
from generator.model.service import Service
from generator.model.workload import Workload
from generator.stacks.catalog import (
    ADMINISTRATOR_STACKS,
    ENVIRONMENT_STACKS,
    IMAGE_STACKS,
    JOB_STACKS,
    OVERVIEW_STACKS,
    SHARED_STACKS,
    service_stacks,
)
from generator.stacks.job import SCHEDULE
from generator.stacks.patch import patched
from generator.stacks.patch_permission import check_permissions
from generator.stacks.pipeline import PIPELINE
from generator.stacks.stack import EnvironmentStack, JobStack, ServiceStack, Stack


def assemble(spec: Spec) -> Iterator[Stack]:
    """All stacks of a spec: the shared ones, then each environment's, then those that an administrator deploys.

    Raises SpecError where a patch of the spec does not fit, or takes what no deployer may do.
    """
    shared = [*_shared(spec), *_images(spec)]
    own = [stack for project in spec.projects for stack in _of_environment(project, shared)]
    stacks = patched(spec.projects, [*shared, *own])
    check_permissions(spec, stacks)
    yield from (*stacks, *_administrator(spec, stacks))


def overviews(project: Project) -> Iterator[Stack]:
    """The stacks that show all services of a project, by themselves."""
    nouns = [definition.noun for definition in OVERVIEW_STACKS]
    own = {name: patch for name, patch in project.patches.items() if patch.stack in nouns}
    stacks = [stack for definition in OVERVIEW_STACKS for stack in _environment(project, definition, {})]
    yield from patched([replace(project, patches=own)], stacks)


def _shared(spec: Spec) -> Iterator[Stack]:
    shared = spec.shared
    for definition in SHARED_STACKS:
        template = definition.template(shared)
        if template is not None:
            yield Stack(
                name=naming.shared_stack(shared.name, definition.noun),
                noun=definition.noun,
                folder=naming.SHARED,
                service="",
                project=shared.name,
                regions=shared.regions,
                template=template,
                after=(),
                is_protected=_has_production(spec),
            )


def _images(spec: Spec) -> Iterator[Stack]:
    for images in spec.shared.images:
        for definition in IMAGE_STACKS:
            yield Stack(
                name=naming.shared_stack(images.project, definition.noun, images.service),
                noun=definition.noun,
                folder=naming.SHARED,
                service=images.service,
                project=images.project,
                regions=spec.shared.regions,
                template=definition.template(images),
                after=(),
                is_protected=_has_production(spec),
            )


def _has_production(spec: Spec) -> bool:
    return any(project.environment.is_production for project in spec.projects)


def _of_environment(project: Project, shared: Sequence[Stack]) -> Iterator[Stack]:
    """What services share, then each service's, then what shows them all."""
    common = {stack.noun: (stack.name,) for stack in shared if not stack.service}
    for definition in ENVIRONMENT_STACKS:
        for stack in _environment(project, definition, common):
            yield stack
            common[stack.noun] = (stack.name,)
        # Of what exists already there is no stack: what hands it on has to be there in its place.
        if (handing := project.names.handing_stack(definition.noun)) != project.names.stack(definition.noun):
            common[definition.noun] = (handing,)
    of_services: dict[str, tuple[str, ...]] = dict(common)
    for service in project.services:
        images = {stack.noun: (stack.name,) for stack in shared if stack.service == service.name}
        for stack in _service(service, {**common, **images}):
            yield stack
            of_services[stack.noun] = (*of_services.get(stack.noun, ()), stack.name)
    for definition in OVERVIEW_STACKS:
        yield from _environment(project, definition, of_services)


def _environment(
    project: Project, definition: EnvironmentStack, before: Mapping[str, tuple[str, ...]]
) -> Iterator[Stack]:
    if not definition.is_needed(project):
        return
    yield Stack(
        name=project.names.stack(definition.noun),
        noun=definition.noun,
        folder=project.environment.name,
        service="",
        project=project.name,
        regions=(project.region,),
        template=definition.template(project),
        after=_names(definition.after, before),
        is_protected=project.environment.is_production,
    )


def _service(service: Service, before: Mapping[str, tuple[str, ...]]) -> Iterator[Stack]:
    names, engine = dict(before), engine_of(service)
    for definition in (each for each in service_stacks(engine) if each.exists(service)):
        if definition is PIPELINE:  # Which updates them: they are there when its first run ends.
            for job in service.jobs:
                stacks = tuple(_job(job, names))
                yield from stacks
                names[SCHEDULE.noun] = (*names.get(SCHEDULE.noun, ()), stacks[-1].name)
            if not service.release.pipeline:
                continue
        stack = _of(service, definition, definition.template(service), names)
        yield stack._replace(
            needs_connection=definition.needs_connection(service),
            minutes=engine.update_minutes(service) if stack.noun == engine.service_stack else 0,
        )
        names[stack.noun] = (stack.name,)


def _job(job: Job, before: Mapping[str, tuple[str, ...]]) -> Iterator[Stack]:
    names = {**before, **{definition.noun: () for definition in JOB_STACKS}}
    for definition in JOB_STACKS:
        yield (stack := _of(job, definition, definition.template(job), names))
        names[stack.noun] = (stack.name,)


def _of(
    workload: Workload, definition: ServiceStack | JobStack, template: Template, before: Mapping[str, tuple[str, ...]]
) -> Stack:
    return Stack(
        name=workload.names.stack(definition.noun),
        noun=definition.noun,
        folder=workload.environment.name,
        service=workload.name,
        project=workload.project.name,
        regions=(workload.project.region,),
        template=template,
        after=_names(definition.after, before),
        needs_iam=definition.needs_iam,
        is_protected=workload.environment.is_production,
    )


def _names(nouns: Sequence[str], before: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(before.get(noun, ()) for noun in nouns)))


def _administrator(spec: Spec, stacks: Sequence[Stack]) -> Iterator[Stack]:
    shared = spec.shared
    for definition in ADMINISTRATOR_STACKS:
        for number, template in enumerate(definition.templates(spec, stacks), start=1):
            noun = naming.numbered(definition.noun, number)
            yield Stack(
                name=naming.shared_stack(shared.name, noun),
                noun=noun,
                folder=naming.SHARED,
                service="",
                project=shared.name,
                regions=shared.regions,
                template=template,
                after=(),
                needs_iam=True,
                by_administrator=True,
            )
