"""What an engine has to say for itself: all that is written differently for one way of shifting traffic and another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from awacs.aws import PolicyDocument, Statement
from troposphere import AWSObject, Parameter
from troposphere.codepipeline import Actions
from troposphere.elasticloadbalancingv2 import ListenerRuleAction
from troposphere.events import Rule

from generator.artifacts import Artifact
from generator.iam.call import Call, Principal
from generator.model.service import Service

OUTPUT = ".canaryform"
"""The folder in which a build leaves what it hands over."""


class HandOver(NamedTuple):
    """How a build ends: what it leaves for the deploy action."""

    commands: tuple[str, ...]
    """The last commands of the buildspec; they know ``IMAGE``, ``DIGEST`` and ``VERSION``."""
    files: tuple[str, ...]
    """The output artifact, below :data:`OUTPUT`."""
    exported: tuple[str, ...] = ()
    """Variables of the shell that the pipeline's later actions may name."""


class EngineRole(NamedTuple):
    """A role that only this engine needs: the noun that it is called by, who takes it on, and what it may do."""

    principal: str
    trust: PolicyDocument
    permissions: PolicyDocument | None
    """None where it may do nothing."""


class Surroundings(NamedTuple):
    """What an ECS service is put into: things of other stacks, each as the value that refers to it."""

    role: Callable[[str], Any]
    """The ARN of the role of a principal."""
    cluster: Any
    target_group: Callable[[str], Any]
    """The ARN of the target group of a colour."""
    subnets: Any
    security_groups: Sequence[Any]
    rule: Callable[[str], Any]
    """The ARN of a listener's rule, where the engine has the stack ``routes`` tell it: ``Production`` or ``Test``."""
    namespace: Any
    """The ARN of the one in which services find each other; None where this one does not say ``connect``."""
    queue: Any = None
    """The address of a worker's queue; None where it has none."""
    file_system: Any = None
    """The id of the environment's; None where the service has no folder in one."""
    access_point: Any = None
    """The id of that by which the service enters it."""


class StackTemplate(NamedTuple):
    """What the template of the service's stack has beside resources."""

    parameters: tuple[Parameter, ...] = ()
    conditions: Mapping[str, Any] = MappingProxyType({})


class Engine(Protocol):
    """One engine."""

    name: str
    """The spec's word for it."""
    controller: str
    """The ECS service's deployment controller."""
    stacks: tuple[str, ...]
    """The nouns of the stacks that services have with this engine alone, in the order of their deployment."""
    service_stack: str
    """The noun of the stack that holds the ECS service."""
    locks_service: bool
    """Whether no update may touch the ECS service once it is there; else none may replace it."""
    names_rules: bool
    """Whether the ECS service is told which rules of the listeners are its own."""

    def roles(self, service: Service, key: Any) -> Iterator[EngineRole]:
        """The roles that shift the traffic; ``key`` is the ARN of the environment's KMS key."""
        ...

    def start_release(self, service: Service) -> Sequence[Statement]:
        """What the pipeline's role needs to start a release."""
        ...

    def principals(self, service: Service) -> Iterator[Principal]:
        """What is done with each of the roles: told apart from their policies, which are judged by it."""
        ...

    def release_calls(self, service: Service, principal: str) -> Iterator[Call]:
        """What the pipeline's role, ``principal``, does to start a release; judges :meth:`start_release`."""
        ...

    def release_image(self, service: Service) -> Sequence[Statement]:
        """What the releaser of an image without a pipeline needs, to begin a release and to watch it."""
        ...

    def image_calls(self, service: Service, principal: str) -> Iterator[Call]:
        """What ``principal`` does for that; judges :meth:`release_image`."""
        ...

    def forward(self) -> ListenerRuleAction:
        """What the listeners' rules do until the first release."""
        ...

    def service_resources(self, service: Service, around: Surroundings) -> Iterator[AWSObject]:
        """The ECS service, the last of them, and what it starts with."""
        ...

    def stack_template(self, service: Service) -> StackTemplate:
        """What the stack with the ECS service asks of the role that deploys it."""
        ...

    def events(self, service: Service, topic: Any) -> Iterator[Rule]:
        """The rules of what people are told of a release: that it came to nothing, that it waits for them."""
        ...

    def pipeline_resources(self, service: Service, role: Callable[[str], Any], key: Any) -> Iterator[AWSObject]:
        """What :meth:`deploy_actions` need beside the pipeline; ``role`` gives the ARN of a principal's role."""
        ...

    def admission(self, service: Service) -> Iterator[str]:
        """Shell commands that fail where ``$COMMIT`` holds what may not be released."""
        ...

    def hand_over(self, service: Service) -> HandOver:
        """What a build leaves for :meth:`deploy_actions`."""
        ...

    def deploy_actions(self, service: Service, role: Callable[[str], Any]) -> Sequence[Actions]:
        """The actions of the pipeline's last stage."""
        ...

    def build_files(self, service: Service, header: str) -> Iterator[Artifact]:
        """The files that a build takes from the repository, beside its buildspec; each begins with ``header``."""
        ...

    def update_minutes(self, service: Service) -> int:
        """How long an update of the stack with the ECS service lasts at most, where it is a release; else 0."""
        ...

    def release_gate(self, service: Service) -> str:
        """Shell commands that wait while a release shifts traffic, and end with 3 where that takes too long."""
        ...


def build_file(service: Service, file: str, text: str) -> Artifact:
    """One of the service's build files."""
    return Artifact(service.names.file_path(file), text)
