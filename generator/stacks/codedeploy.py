"""The stack ``codedeploy`` of the engine of that name: what shifts the traffic."""

from __future__ import annotations

from troposphere import Ref

from generator.cfn.template import Template
from generator.engines.codedeploy.engine import CodeDeploy
from generator.model.service import Service
from generator.naming import logical
from generator.resources.deployment_config import deployment_config
from generator.resources.deployment_group import application, deployment_group
from generator.stacks import export
from generator.stacks.stack import ServiceStack


def template(service: Service) -> Template:
    """After the service and the alarms: the deployment group names both."""
    result = Template(f"{service.names.base}: how a release shifts traffic", service.resource_tags)
    result.add(application(service), service.release.origin)
    configuration = deployment_config(service.release)
    if configuration:
        result.add(configuration, service.release.origin)
    group = deployment_group(
        service,
        export.role_arn(CodeDeploy.role).take(service),
        export.PRODUCTION_LISTENER_ARN.take(service.project),
        export.TEST_LISTENER_ARN.take(service.project) if service.project.load_balancer.has_test_listener else None,
    )
    result.add(group, service.release.origin)
    result.output("ApplicationName", "The CodeDeploy application", Ref(logical.APPLICATION))
    result.output("DeploymentGroupName", "The CodeDeploy deployment group", Ref(logical.DEPLOYMENT_GROUP))
    return result


CODEDEPLOY = ServiceStack("codedeploy", template, after=("iam", "alb", "ecs", "monitoring"))
