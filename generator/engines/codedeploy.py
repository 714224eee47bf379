"""The engine ``codedeploy``: blue/green by AWS CodeDeploy, started by CodePipeline's CodeDeployToECS action."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from awacs.aws import PolicyDocument, Statement
from troposphere import AWSObject
from troposphere.codepipeline import Actions, InputArtifacts

from generator import naming
from generator.iam import codedeploy as iam
from generator.iam.call import Call, Principal
from generator.model.service import Service
from generator.policies import codedeploy as policies
from generator.resources.deployment_config import deployment_config
from generator.resources.deployment_group import application, deployment_group
from generator.resources.pipeline import BUILD_OUTPUT, action_type


class CodeDeploy:
    """Canary, linear and all at once, with alarms and automatic rollback."""

    name = "codedeploy"
    controller = "CODE_DEPLOY"
    role = "codedeploy"

    def trust(self, service: Service) -> PolicyDocument:
        """CodeDeploy, for our deployment group."""
        return policies.trust(service)

    def permissions(self, service: Service, key: Any) -> PolicyDocument:
        """Starts the green tasks and moves the traffic."""
        return policies.permissions(service, key)

    def start_release(self, service: Service) -> Sequence[Statement]:
        """Registers the revision of the task definition and creates the deployment."""
        return policies.start_release(service)

    def principal(self, service: Service) -> Principal:
        """What CodeDeploy does in a release."""
        return iam.codedeploy(service)

    def release_calls(self, service: Service, principal: str) -> Iterator[Call]:
        """What CodeDeployToECS calls."""
        return iam.start_release(service, principal)

    def deploy_action(self, service: Service) -> Actions:
        """CodeDeployToECS, not CodeDeploy: only this one registers the new revision and puts the image in it.

        The image's "container name" is the placeholder in taskdef.json, not a container.
        https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
        """
        return Actions(
            Name="Deploy",
            ActionTypeId=action_type("Deploy", "CodeDeployToECS"),
            Configuration={
                "ApplicationName": service.names.application,
                "DeploymentGroupName": service.names.deployment_group,
                "TaskDefinitionTemplateArtifact": BUILD_OUTPUT,
                "TaskDefinitionTemplatePath": naming.TASK_DEFINITION,
                "AppSpecTemplateArtifact": BUILD_OUTPUT,
                "AppSpecTemplatePath": naming.APPSPEC,
                "Image1ArtifactName": BUILD_OUTPUT,
                "Image1ContainerName": naming.IMAGE_PLACEHOLDER,
            },
            InputArtifacts=[InputArtifacts(Name=BUILD_OUTPUT)],
            RunOrder=1,
        )

    def resources(
        self, service: Service, role: Any, production_listener: Any, test_listener: Any | None
    ) -> Iterator[AWSObject]:
        """Application, a deployment configuration where AWS has none that fits, deployment group."""
        yield application(service)
        configuration = deployment_config(service.release)
        if configuration:
            yield configuration
        yield deployment_group(service, role, production_listener, test_listener)
