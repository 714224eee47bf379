"""The stack ``ecs``: cluster, log group, what runs before the first release, the service, its scaling."""

from __future__ import annotations

from troposphere import GetAtt

from generator.cfn.protection import Protection
from generator.cfn.template import Template
from generator.engines.catalog import engine_of
from generator.model.project import Project
from generator.naming import logical
from generator.resources import scaling
from generator.resources.cluster import cluster
from generator.resources.log_group import log_group
from generator.resources.service import service
from generator.resources.task_definition import bootstrap_task_definition
from generator.stacks import export
from generator.stacks.stack import EnvironmentStack


def template(project: Project) -> Template:
    """The service starts with the bootstrap task definition; releases take it from there."""
    result = Template(f"{project.names.base}: ECS cluster and service", project.resource_tags, project.fixed_tags)
    origin = project.service.origin
    result.add(cluster(project), origin)
    result.add(log_group(project, export.KEY_ARN.take(project)), origin)
    roles = (export.role_arn(principal).take(project) for principal in ("execution", "task"))
    result.add(bootstrap_task_definition(project, *roles), origin)
    result.add(
        service(
            project,
            engine_of(project).controller,
            export.target_group_arn("blue").take(project),
            export.TASK_SUBNET_IDS.take_list(project),
            export.SERVICE_SECURITY_GROUP_ID.take(project),
        ),
        origin,
        Protection.LOCKED,
    )
    _add_scaling(result, project)
    export.CLUSTER_ARN.give(result, project, GetAtt(logical.CLUSTER, "Arn"))
    result.output("ServiceName", "The ECS service", GetAtt(logical.SERVICE, "Name"))
    return result


def _add_scaling(result: Template, project: Project) -> None:
    count = project.service.count
    result.add(scaling.scalable_target(project), count.origin)
    if count.scales and count.cpu is not None:
        result.add(scaling.cpu_policy(project, count.cpu), count.origin)
    if count.scales and count.requests is not None:
        full_name = export.LOAD_BALANCER_FULL_NAME.take(project)
        result.add(scaling.requests_policy(project, count.requests, full_name), count.origin)


ECS = EnvironmentStack("ecs", template, after=("network", "iam", "alb"))
