"""A build and an environment -> the stacks that CloudFormation is to have, in deploy order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from generator import naming
from generator.app.build.compile import Build
from generator.cfn.protection import Protection
from generator.cfn.template import KEPT
from generator.gate.subject import Subject
from generator.model.project import Project
from generator.near import unknown
from generator.problems import Location
from generator.sidefiles.deploy_command import Deployment


@dataclass(frozen=True)
class DesiredStack:
    """One stack as it is to be."""

    noun: str
    after: tuple[str, ...]
    """The stacks that must be there first."""
    deployment: Deployment
    subject: Subject
    policy: str | None
    """The text of its stack policy."""
    locate: Callable[[Sequence[str]], Location] = field(compare=False, repr=False)
    """Where the spec says a key of its service and environment, or where that would belong."""

    @property
    def name(self) -> str:
        """The stack's name."""
        return self.deployment.stack

    @property
    def service(self) -> str:
        """Whose it is; empty for what services share."""
        return self.deployment.service

    @property
    def is_shared(self) -> bool:
        """Whether other environments use it too."""
        return self.deployment.folder == naming.SHARED

    @property
    def needs_connection(self) -> bool:
        """Whether it is of no use before somebody has authorised the connection to GitHub."""
        return self.deployment.needs_connection

    @property
    def protections(self) -> Mapping[str, Protection]:
        """Logical id -> what no update may do to it."""
        return self.subject.protections

    @property
    def is_locked(self) -> bool:
        """Whether it holds something that no update may touch."""
        return Protection.LOCKED in self.protections.values()

    @property
    def resources(self) -> Mapping[str, str]:
        """Logical id -> type, of all that the template holds."""
        return {logical_id: body["Type"] for logical_id, body in self.subject.data["Resources"].items()}

    @property
    def kept(self) -> tuple[str, ...]:
        """The logical ids of what stays when the stack is deleted."""
        bodies = self.subject.data["Resources"].items()
        policy = KEPT["DeletionPolicy"]
        return tuple(logical_id for logical_id, body in bodies if body.get("DeletionPolicy") == policy)

    @property
    def size(self) -> int:
        """Bytes of the template."""
        return len(self.subject.text.encode())


def wanted(build: Build, project: Project) -> tuple[DesiredStack, ...]:
    """The shared stacks of the environment's region, then its own. An administrator's stack is none of them."""
    subjects = {subject.stack: subject for subject in build.subjects}
    texts = {artifact.path: artifact.text for artifact in build.artifacts}
    summaries = {summary.name: summary for summary in build.stacks}
    return tuple(
        DesiredStack(
            summaries[deployment.stack].noun,
            summaries[deployment.stack].depends_on,
            deployment,
            subjects[deployment.stack],
            texts.get(deployment.stack_policy or ""),
            partial(_locate, build, project, deployment.service or project.services[0].name),
        )
        for deployment in build.deployments
        if deployment.folder in {naming.SHARED, project.environment.name} and project.region in deployment.regions
    )


def _locate(build: Build, project: Project, service: str, key: Sequence[str]) -> Location:
    # Only what is refused pays for reading the spec again.
    from generator.spec.loader import locate

    return locate(build.text, build.file, project.environment.name, service, *key, bases=build.bases)


def own(stacks: Iterable[DesiredStack]) -> tuple[DesiredStack, ...]:
    """Those that belong to the environment alone."""
    return tuple(stack for stack in stacks if not stack.is_shared)


def needed_by(service: str, stacks: Sequence[DesiredStack]) -> tuple[DesiredStack, ...]:
    """The stacks of one service, and of the others what those need, in their order; all where no service is said."""
    if not service:
        return tuple(stacks)
    by_name = {stack.name: stack for stack in stacks}
    left = [stack.name for stack in stacks if stack.service == service]
    needed: set[str] = set()
    while left:
        name = left.pop()
        if name in by_name and name not in needed:
            needed.add(name)
            left += by_name[name].after
    return tuple(stack for stack in stacks if stack.name in needed)


class UnknownStackError(ValueError):
    """A name that is no stack's."""

    def __init__(self, name: str, stacks: Iterable[DesiredStack]) -> None:
        super().__init__(unknown("stack", name, (stack.noun for stack in stacks)))


def chosen(stacks: Sequence[DesiredStack], names: Collection[str]) -> tuple[DesiredStack, ...]:
    """The stacks that are meant by their names or nouns. Raises UnknownStackError for the first that is none."""
    for name in names:
        if not any(name in {stack.name, stack.noun} for stack in stacks):
            raise UnknownStackError(name, stacks)
    return tuple(stack for stack in stacks if not names or {stack.name, stack.noun} & {*names})
