"""A spec's model -> its stacks, in deploy order, with the files that belong to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator import naming
from generator.cfn.template import Template
from generator.model.project import Project, Spec
from generator.stacks.catalog import ENVIRONMENT_STACKS, SHARED_STACKS


@dataclass(frozen=True)
class Stack:
    """A stack that is to be deployed: its name, its template and what comes before it."""

    name: str
    noun: str
    folder: str
    """``shared``, or the environment's name."""
    project: str
    regions: tuple[str, ...]
    template: Template
    after: tuple[str, ...]
    """Names of the stacks that must exist first."""
    needs_iam: bool = False
    protected: tuple[str, ...] = ()
    """Logical ids in the template that no update may touch."""

    def path(self, suffix: str) -> str:
        """Where its template is written."""
        return naming.template_path(self.project, self.folder, self.noun, suffix)


def assemble(spec: Spec) -> Iterator[Stack]:
    """All stacks of a spec: the shared ones, then each environment's."""
    shared = {stack.noun: stack.name for stack in _shared(spec)}
    yield from _shared(spec)
    for project in spec.projects:
        yield from _environment(project, shared)


def _shared(spec: Spec) -> Iterator[Stack]:
    shared = spec.shared
    for definition in SHARED_STACKS:
        template = definition.template(shared)
        if template is not None:
            name = naming.shared_stack(shared.name, definition.noun)
            yield Stack(name, definition.noun, naming.SHARED, shared.name, shared.regions, template, ())


def _environment(project: Project, shared: Mapping[str, str]) -> Iterator[Stack]:
    names = dict(shared)
    for definition in ENVIRONMENT_STACKS:
        template = definition.template(project)
        names[definition.noun] = project.names.stack(definition.noun)
        yield Stack(
            name=names[definition.noun],
            noun=definition.noun,
            folder=project.environment.name,
            project=project.name,
            regions=(project.region,),
            template=template,
            after=tuple(names[noun] for noun in definition.after if noun in names),
            needs_iam=definition.needs_iam,
            protected=tuple(logical_id for logical_id in definition.protected if logical_id in template.origins),
        )
