"""The stack ``codedeploy``: what shifts the traffic, as the engine has it."""

from __future__ import annotations

from troposphere import Ref

from generator.cfn.template import Template
from generator.engines.catalog import engine_of
from generator.model.service import Service
from generator.naming import logical
from generator.stacks import export
from generator.stacks.stack import ServiceStack


def template(service: Service) -> Template:
    """After the service and the alarms: the deployment group names both."""
    result = Template(f"{service.names.base}: how a release shifts traffic", service.resource_tags)
    engine = engine_of(service)
    resources = engine.resources(
        service,
        export.role_arn(engine.role).take(service),
        export.PRODUCTION_LISTENER_ARN.take(service.project),
        export.TEST_LISTENER_ARN.take(service.project) if service.project.load_balancer.test_port else None,
    )
    for resource in resources:
        result.add(resource, service.release.origin)
    result.output("ApplicationName", "The CodeDeploy application", Ref(logical.APPLICATION))
    result.output("DeploymentGroupName", "The CodeDeploy deployment group", Ref(logical.DEPLOYMENT_GROUP))
    return result


CODEDEPLOY = ServiceStack("codedeploy", template, after=("iam", "alb", "ecs", "monitoring"))
