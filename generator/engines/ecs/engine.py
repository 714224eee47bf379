"""The engine ``ecs``: Amazon ECS shifts the traffic itself, and CloudFormation's update of one stack is a release."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from awacs.aws import Statement
from troposphere import AWSObject
from troposphere.codepipeline import Actions
from troposphere.elasticloadbalancingv2 import ListenerRuleAction
from troposphere.events import Rule

from generator.artifacts import Artifact
from generator.engines.ecs.deploy_action import deploy_actions
from generator.engines.ecs.event import deployment_failed, release_waits
from generator.engines.ecs.hand_over import HAND_OVER
from generator.engines.ecs.parameters import stack_template
from generator.engines.ecs.release_gate import release_gate
from generator.engines.ecs.service import CONTROLLER, shifting_service
from generator.engines.ecs.task_definition import task_definition
from generator.engines.ecs.template_project import template_project
from generator.engines.engine import EngineRole, HandOver, StackTemplate, Surroundings
from generator.iam import ecs as iam
from generator.iam.call import Call, Principal
from generator.model.service import Service
from generator.policies import cloudformation
from generator.policies import ecs as policies
from generator.policies.trust import stack_trust
from generator.resources.listener import forward_to_both

START_MINUTES = 15
"""Until new tasks are healthy, or an alarm has counted those that fail."""


class Ecs:
    """Canary, linear and all at once, with alarms, pauses and automatic rollback."""

    name = "ecs"
    controller = CONTROLLER
    stacks: tuple[str, ...] = ("service",)
    service_stack = "service"
    locks_service = False
    names_rules = True

    def roles(self, service: Service, key: Any) -> Iterator[EngineRole]:
        """ECS's, that of its hooks, CloudFormation's in a release, and a pipeline's, whose build fetches the template.

        That of the hooks is there without a hook too, and may then do nothing: the stack ``service`` imports it, so the
        stack ``iam``, which comes first, could not take it away when the last hook goes.
        https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
        """
        yield EngineRole("ecs", policies.ecs_trust(), policies.ecs_permissions(service))
        yield EngineRole("hook", policies.ecs_trust(), policies.hook_permissions(service))
        yield EngineRole("release", stack_trust(), cloudformation.release_permissions(service))
        if service.release.pipeline:
            yield EngineRole("template", policies.template_trust(service), policies.template_permissions(service, key))

    def start_release(self, service: Service) -> Sequence[Statement]:
        """Fetches the template, and updates the stack with it."""
        return policies.start_release(service)

    def principals(self, service: Service) -> Iterator[Principal]:
        """What ECS, CloudFormation and CodeBuild do in a release."""
        yield iam.ecs(service)
        yield iam.hook(service)
        yield iam.release(service)
        if service.release.pipeline:
            yield iam.template(service)

    def release_calls(self, service: Service, principal: str) -> Iterator[Call]:
        """What the pipeline's last two actions call."""
        return iam.start_release(service, principal)

    def release_image(self, service: Service) -> Sequence[Statement]:
        """Updates the stack with two parameters."""
        return policies.release_image(service)

    def image_calls(self, service: Service, principal: str) -> Iterator[Call]:
        """The same, call by call."""
        return iam.release_image(service, principal)

    def forward(self) -> ListenerRuleAction:
        """To both groups: ECS takes back a deployment where one of them is on neither rule.

        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/migrate-code-deploy-to-ecs-blue-green.html
        """
        return forward_to_both()

    def service_resources(self, service: Service, around: Surroundings) -> Iterator[AWSObject]:
        """A task definition with parameters, and the service that runs it."""
        yield task_definition(service, around)
        yield shifting_service(service, around)

    def stack_template(self, service: Service) -> StackTemplate:
        """The image and the version."""
        return stack_template(service)

    def events(self, service: Service, topic: Any) -> Iterator[Rule]:
        """A release that failed, and one that waits."""
        yield deployment_failed(service, topic)
        if service.release.pause:
            yield release_waits(service, topic)

    def admission(self, service: Service) -> Iterator[str]:
        """None: the commit brings no file that is released."""
        return iter(())

    def hand_over(self, service: Service) -> HandOver:
        """Two variables."""
        return HAND_OVER

    def pipeline_resources(self, service: Service, role: Callable[[str], Any], key: Any) -> Iterator[AWSObject]:
        """The project that fetches the template."""
        yield template_project(service, role("template"), key)

    def deploy_actions(self, service: Service, role: Callable[[str], Any]) -> Sequence[Actions]:
        """Fetch the template, update the stack."""
        return tuple(deploy_actions(service, role("release")))

    def build_files(self, service: Service, header: str) -> Iterator[Artifact]:
        """None."""
        return iter(())

    def update_minutes(self, service: Service) -> int:
        """All waits of a release, and as long as tasks may take to start."""
        return service.release.longest + START_MINUTES

    def release_gate(self, service: Service) -> str:
        """Asks ECS."""
        return release_gate(service)
