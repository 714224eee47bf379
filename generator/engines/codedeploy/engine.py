"""The engine ``codedeploy``: blue/green by AWS CodeDeploy, started by CodePipeline's CodeDeployToECS action."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from awacs.aws import Statement
from troposphere import AWSObject
from troposphere.codepipeline import Actions, InputArtifacts
from troposphere.elasticloadbalancingv2 import ListenerRuleAction
from troposphere.events import Rule

from generator import naming
from generator.artifacts import Artifact
from generator.engines.codedeploy.admission import checks
from generator.engines.codedeploy.appspec import appspec
from generator.engines.codedeploy.event import deployment_failed
from generator.engines.codedeploy.files import APPSPEC, TASK_DEFINITION
from generator.engines.codedeploy.hand_over import hand_over
from generator.engines.codedeploy.release_gate import release_gate
from generator.engines.codedeploy.service import CONTROLLER, first_service
from generator.engines.codedeploy.taskdef import task_definition
from generator.engines.engine import EngineRole, HandOver, StackTemplate, Surroundings, build_file
from generator.iam import codedeploy as iam
from generator.iam.call import Call, Principal
from generator.model.service import Service
from generator.policies import codedeploy as policies
from generator.resources.action_type import action_type
from generator.resources.codebuild_action import BUILD_OUTPUT
from generator.resources.listener import forward_to_blue
from generator.resources.task_definition import bootstrap_task_definition


class CodeDeploy:
    """Canary, linear and all at once, with alarms and automatic rollback."""

    name = "codedeploy"
    controller = CONTROLLER
    role = "codedeploy"
    """The noun of its one role."""
    stacks: tuple[str, ...] = ("codedeploy",)
    service_stack = "ecs"
    locks_service = True
    names_rules = False

    def roles(self, service: Service, key: Any) -> Iterator[EngineRole]:
        """CodeDeploy's, for our deployment group: it starts the green tasks and moves the traffic."""
        yield EngineRole(self.role, policies.trust(service), policies.permissions(service, key))

    def start_release(self, service: Service) -> Sequence[Statement]:
        """Registers the revision of the task definition and creates the deployment."""
        return policies.start_release(service)

    def principals(self, service: Service) -> Iterator[Principal]:
        """What CodeDeploy does in a release."""
        yield iam.codedeploy(service)

    def release_calls(self, service: Service, principal: str) -> Iterator[Call]:
        """What CodeDeployToECS calls."""
        return iam.start_release(service, principal)

    def release_image(self, service: Service) -> Sequence[Statement]:
        """Registers a revision and creates a deployment."""
        return policies.release_image(service)

    def image_calls(self, service: Service, principal: str) -> Iterator[Call]:
        """The same, call by call."""
        return iam.release_image(service, principal)

    def forward(self) -> ListenerRuleAction:
        """To blue: CodeDeploy adds green by itself."""
        return forward_to_blue()

    def service_resources(self, service: Service, around: Surroundings) -> Iterator[AWSObject]:
        """The service starts with the bootstrap task definition; releases take it from there."""
        yield bootstrap_task_definition(service, around.role("execution"), around.role("task"))
        yield first_service(service, around)

    def events(self, service: Service, topic: Any) -> Iterator[Rule]:
        """A release that failed, or was stopped."""
        yield deployment_failed(service, topic)

    def stack_template(self, service: Service) -> StackTemplate:
        """Nothing but the service's resources."""
        return StackTemplate()

    def pipeline_resources(self, service: Service, role: Callable[[str], Any], key: Any) -> Iterator[AWSObject]:
        """None: the deploy action takes what the build leaves."""
        return iter(())

    def admission(self, service: Service) -> Iterator[str]:
        """Task definition and app spec come from the commit."""
        return checks(service)

    def hand_over(self, service: Service) -> HandOver:
        """The three files that the action takes."""
        return hand_over(service)

    def deploy_actions(self, service: Service, role: Callable[[str], Any]) -> Sequence[Actions]:
        """CodeDeployToECS, not CodeDeploy: only this one registers the new revision and puts the image in it.

        The image's "container name" is the placeholder in taskdef.json, not a container.
        https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
        """
        action = Actions(
            Name="Deploy",
            ActionTypeId=action_type("Deploy", "CodeDeployToECS"),
            Configuration={
                "ApplicationName": service.names.application,
                "DeploymentGroupName": service.names.deployment_group,
                "TaskDefinitionTemplateArtifact": BUILD_OUTPUT,
                "TaskDefinitionTemplatePath": TASK_DEFINITION,
                "AppSpecTemplateArtifact": BUILD_OUTPUT,
                "AppSpecTemplatePath": APPSPEC,
                "Image1ArtifactName": BUILD_OUTPUT,
                "Image1ContainerName": naming.IMAGE_PLACEHOLDER,
            },
            InputArtifacts=[InputArtifacts(Name=BUILD_OUTPUT)],
            RunOrder=1,
        )
        return (action,)

    def build_files(self, service: Service, header: str) -> Iterator[Artifact]:
        """What the build fills in."""
        yield build_file(service, TASK_DEFINITION, task_definition(service))
        yield build_file(service, APPSPEC, appspec(service, header))

    def update_minutes(self, service: Service) -> int:
        """None: stacks do not release."""
        return 0

    def release_gate(self, service: Service) -> str:
        """Asks CodeDeploy."""
        return release_gate(service)
