"""What a stack is: a noun, a template made from the model, and what must be deployed before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.cfn.protection import Protection
from generator.cfn.template import Template
from generator.model.job import Job
from generator.model.patch import Patch
from generator.model.project import Images, Project, Shared, Spec
from generator.model.service import Service
from generator.naming.path import stack_policy_path, template_path


class EnvironmentStack(NamedTuple):
    """A stack that every environment has of its own, for all its services together."""

    noun: str
    template: Callable[[Project], Template]
    after: tuple[str, ...] = ()
    """Nouns of the stacks that must exist first, by import or by name; of every service, where services have them."""
    is_needed: Callable[[Project], bool] = lambda project: True
    """Whether an environment has it."""


class ServiceStack(NamedTuple):
    """A stack that every service has of its own, in every environment."""

    noun: str
    template: Callable[[Service], Template]
    after: tuple[str, ...] = ()
    """Nouns of the stacks that must exist first, by import or by name."""
    needs_iam: bool = False
    """Whether it must be deployed with CAPABILITY_NAMED_IAM."""
    needs_connection: Callable[[Service], bool] = lambda _: False
    """Whether it is of no use before somebody has authorised the connection to GitHub."""
    exists: Callable[[Service], bool] = lambda _: True
    """Whether a service has it."""


class JobStack(NamedTuple):
    """A stack that every job has of its own, in every environment."""

    noun: str
    template: Callable[[Job], Template]
    after: tuple[str, ...] = ()
    """Nouns of the stacks that must exist first, by import or by name: its own, its service's, and those of all."""
    needs_iam: bool = False
    """Whether it must be deployed with CAPABILITY_NAMED_IAM."""


class ImageStack(NamedTuple):
    """A stack that all environments of an account and region use, for one service."""

    noun: str
    template: Callable[[Images], Template]


class SharedStack(NamedTuple):
    """A stack that all environments of an account and region use. None where nothing is to be made."""

    noun: str
    template: Callable[[Shared], Template | None]


class AppliedPatch(NamedTuple):
    """A patch of a spec, and what it has changed in one template."""

    name: str
    patch: Patch
    touched: tuple[tuple[str | int, ...], ...]
    """The paths of what is not as it was."""


class Patching(NamedTuple):
    """The patches of one template."""

    made: Mapping[str, Any]
    """The template without them."""
    applied: tuple[AppliedPatch, ...]


class Stack(NamedTuple):
    """A stack that is to be deployed: its name, its template and what comes before it."""

    name: str
    noun: str
    folder: str
    """``shared``, or the environment's name."""
    service: str
    """Whose it is; empty for what services share."""
    project: str
    regions: tuple[str, ...]
    template: Template
    after: tuple[str, ...]
    """Names of the stacks that must exist first."""
    needs_iam: bool = False
    is_protected: bool = False
    """Whether termination protection belongs on it."""
    by_administrator: bool = False
    """Whether it is deployed once, by hand, by somebody who may do more than the stack's own roles."""
    needs_connection: bool = False
    """Whether it is of no use before somebody has authorised the connection to GitHub."""
    minutes: int = 0
    """How long an update may wait for a release; 0 where none does."""
    patching: Patching | None = None
    """What the spec's patches have made of the template; None where there are none."""

    @property
    def tags(self) -> Mapping[str, str]:
        """The tags of the stack itself. CloudFormation passes them on, so a locked stack has those that never change.

        https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
        """
        is_locked = Protection.LOCKED in self.template.protections.values()
        tags = self.template.fixed_tags if is_locked else self.template.tags
        # The AWS CLI takes them as KEY=VALUE, so a key with an equals sign cannot be said.
        return {key: value for key, value in tags.items() if "=" not in key}

    @property
    def policy_path(self) -> str | None:
        """Where its stack policy is written, when it has something to protect."""
        if not self.template.protections:
            return None
        return stack_policy_path(self.project, self.folder, self.noun, self.service)

    def path(self, suffix: str) -> str:
        """Where its template is written."""
        return template_path(self.project, self.folder, self.noun, suffix, self.service)


class AdministratorStack(NamedTuple):
    """A stack that is made from what the others hold, and that none of them needs: as many templates as it takes."""

    noun: str
    templates: Callable[[Spec, Sequence[Stack]], Iterator[Template]]
