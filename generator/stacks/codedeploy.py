"""The stack ``codedeploy``: what shifts the traffic, as the engine has it."""

from __future__ import annotations

from troposphere import Ref

from generator.cfn.template import Template
from generator.engines.catalog import engine_of
from generator.model.project import Project
from generator.naming import logical
from generator.stacks import export
from generator.stacks.stack import EnvironmentStack


def template(project: Project) -> Template:
    """After the service and the alarms: the deployment group names both."""
    result = Template(f"{project.names.base}: how a release shifts traffic", project.resource_tags)
    engine = engine_of(project)
    resources = engine.resources(
        project,
        export.role_arn(engine.role).take(project),
        export.PRODUCTION_LISTENER_ARN.take(project),
        export.TEST_LISTENER_ARN.take(project) if project.load_balancer.test_port else None,
    )
    for resource in resources:
        result.add(resource, project.release.origin)
    result.output("ApplicationName", "The CodeDeploy application", Ref(logical.APPLICATION))
    result.output("DeploymentGroupName", "The CodeDeploy deployment group", Ref(logical.DEPLOYMENT_GROUP))
    return result


CODEDEPLOY = EnvironmentStack("codedeploy", template, after=("iam", "alb", "ecs", "monitoring"))
