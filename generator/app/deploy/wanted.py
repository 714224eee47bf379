"""A build and an environment -> the stacks that CloudFormation is to have, in deploy order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator import naming
from generator.app.compile import Build, StackSummary
from generator.app.github_files import CAPABILITIES
from generator.cfn.size import CALL_BYTES
from generator.cfn.template import KEPT, Protection
from generator.gate.subject import Subject
from generator.model.project import Project
from generator.naming import Names
from generator.sidefiles.deploy_command import Deployment


@dataclass(frozen=True)
class Wanted:
    """One stack as it is to be."""

    summary: StackSummary
    subject: Subject
    policy: str | None
    """The text of its stack policy."""
    project: str
    """The project's name."""

    @property
    def name(self) -> str:
        """The stack's name."""
        return self.summary.name

    @property
    def after(self) -> tuple[str, ...]:
        """The stacks that must be there first."""
        return self.summary.depends_on

    @property
    def tags(self) -> Mapping[str, str]:
        """The tags of the stack itself."""
        return dict(self.summary.tags)

    @property
    def capabilities(self) -> Sequence[str]:
        """What the caller has to agree to: making IAM roles with names."""
        return CAPABILITIES if self.summary.needs_iam else ()

    @property
    def protections(self) -> Mapping[str, Protection]:
        """Logical id -> what no update may do to it."""
        return dict(self.summary.protections)

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
    def deployment(self) -> Deployment:
        """As the AWS CLI deploys it."""
        return Deployment(
            stack=self.name,
            folder=self.summary.folder,
            template=self.summary.template_path,
            regions=self.summary.regions,
            capabilities=tuple(self.capabilities),
            stack_policy=self.summary.stack_policy,
            tags=self.tags,
            is_protected=self.summary.is_protected,
            bucket=self._names.artifact_bucket if self.size > CALL_BYTES else None,
        )

    @property
    def size(self) -> int:
        """Bytes of the template."""
        return len(self.subject.text.encode())

    @property
    def _names(self) -> Names:
        return Names(self.project, self.summary.folder)


def wanted(build: Build, project: Project) -> tuple[Wanted, ...]:
    """The shared stacks of the environment's region, then its own. An administrator's stack is none of them."""
    subjects = {subject.stack: subject for subject in build.subjects}
    texts = {artifact.path: artifact.text for artifact in build.artifacts}
    return tuple(
        Wanted(summary, subjects[summary.name], texts.get(summary.stack_policy or ""), project.name)
        for summary in build.stacks
        if not summary.by_administrator
        and summary.folder in {naming.SHARED, project.environment.name}
        and project.region in summary.regions
    )


def own(stacks: Iterable[Wanted]) -> tuple[Wanted, ...]:
    """Those that belong to the environment alone."""
    return tuple(stack for stack in stacks if stack.summary.folder != naming.SHARED)


def chosen(stacks: Sequence[Wanted], names: Collection[str]) -> tuple[Wanted, ...]:
    """The stacks that are meant by their names or nouns. Raises KeyError with the first that is none of them."""
    for name in names:
        if not any(name in {stack.name, stack.summary.noun} for stack in stacks):
            raise KeyError(name)
    return tuple(stack for stack in stacks if not names or {stack.name, stack.summary.noun} & {*names})
