"""What an engine has to say for itself: all that differs between one way of shifting traffic and another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from awacs.aws import PolicyDocument, Statement
from troposphere import AWSObject
from troposphere.codepipeline import Actions

from generator.iam.call import Call, Principal
from generator.model.service import Service


class Engine(Protocol):
    """One engine."""

    name: str
    """The spec's word for it."""
    controller: str
    """The ECS service's deployment controller."""
    role: str
    """The noun of the role that shifts the traffic."""

    def trust(self, service: Service) -> PolicyDocument:
        """Who may assume that role."""
        ...

    def permissions(self, service: Service, key: Any) -> PolicyDocument:
        """What it may do; ``key`` is the ARN of the environment's KMS key."""
        ...

    def start_release(self, service: Service) -> Sequence[Statement]:
        """What the pipeline's role needs to start a release."""
        ...

    def principal(self, service: Service) -> Principal:
        """What is done with the role that shifts the traffic: told apart from its policy, which is judged by it."""
        ...

    def release_calls(self, service: Service, principal: str) -> Iterator[Call]:
        """What the pipeline's role, ``principal``, does to start a release; judges :meth:`start_release`."""
        ...

    def deploy_action(self, service: Service) -> Actions:
        """The pipeline's last action."""
        ...

    def resources(
        self, service: Service, role: Any, production_listener: Any, test_listener: Any | None
    ) -> Iterator[AWSObject]:
        """What the engine's stack holds."""
        ...
