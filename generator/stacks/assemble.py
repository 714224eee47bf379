"""A spec's model -> its stacks, in deploy order, with the files that belong to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator import naming
from generator.model.project import Spec
from generator.model.service import Service
from generator.stacks.catalog import ADMINISTRATOR_STACKS, SERVICE_STACKS, SHARED_STACKS
from generator.stacks.stack import Stack


def assemble(spec: Spec) -> Iterator[Stack]:
    """All stacks of a spec: the shared ones, then each environment's, then those that an administrator deploys."""
    shared = [*_shared(spec)]
    names = {stack.noun: stack.name for stack in shared}
    own = [stack for project in spec.projects for service in project.services for stack in _service(service, names)]
    yield from (*shared, *own, *_administrator(spec, [*shared, *own]))


def _shared(spec: Spec) -> Iterator[Stack]:
    shared = spec.shared
    is_protected = any(project.environment.is_production for project in spec.projects)
    for definition in SHARED_STACKS:
        template = definition.template(shared)
        if template is not None:
            yield Stack(
                name=naming.shared_stack(shared.name, definition.noun),
                noun=definition.noun,
                folder=naming.SHARED,
                project=shared.name,
                regions=shared.regions,
                template=template,
                after=(),
                is_protected=is_protected,
            )


def _service(service: Service, shared: Mapping[str, str]) -> Iterator[Stack]:
    names = dict(shared)
    for definition in SERVICE_STACKS:
        template = definition.template(service)
        names[definition.noun] = service.names.stack(definition.noun)
        yield Stack(
            name=names[definition.noun],
            noun=definition.noun,
            folder=service.environment.name,
            project=service.project.name,
            regions=(service.project.region,),
            template=template,
            after=tuple(names[noun] for noun in definition.after if noun in names),
            needs_iam=definition.needs_iam,
            is_protected=service.environment.is_production,
        )


def _administrator(spec: Spec, stacks: Sequence[Stack]) -> Iterator[Stack]:
    shared = spec.shared
    for definition in ADMINISTRATOR_STACKS:
        for number, template in enumerate(definition.templates(spec, stacks), start=1):
            noun = naming.numbered(definition.noun, number)
            yield Stack(
                name=naming.shared_stack(shared.name, noun),
                noun=noun,
                folder=naming.SHARED,
                project=shared.name,
                regions=shared.regions,
                template=template,
                after=(),
                needs_iam=True,
                by_administrator=True,
            )
