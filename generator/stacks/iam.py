"""The stack ``iam``: one role a principal. The only one with roles."""

from __future__ import annotations

from troposphere import GetAtt

from generator.cfn.template import Template
from generator.engines.catalog import engine_of
from generator.engines.handed_over import handed_over
from generator.model.service import Service
from generator.policies import admit, before, codebuild, codepipeline, execution, task
from generator.resources.connection import connection_arn
from generator.resources.role import role
from generator.stacks.export import CONNECTION_ARN, KEY_ARN, MAY_GO, role_arn
from generator.stacks.stack import ServiceStack


def template(service: Service) -> Template:
    """Roles know the others' resources by name: those do not exist yet."""
    result = Template(f"{service.names.base}: roles", service.resource_tags)
    engine = engine_of(service)
    key_arn = KEY_ARN.take(service.project)
    connection = connection_arn(service.project, CONNECTION_ARN.take(service.project))
    release = engine.start_release(service)
    leaves_files = bool(handed_over(service).files)
    roles = [
        ("task", task.trust(service), task.permissions(service)),
        ("execution", execution.trust(service), execution.permissions(service, key_arn)),
        ("codebuild", codebuild.trust(service), codebuild.permissions(service, key_arn, leaves_files=leaves_files)),
        ("codepipeline", codepipeline.trust(service), codepipeline.permissions(service, connection, key_arn, release)),
        *engine.roles(service, key_arn),
    ]
    if service.environment.trigger.tag:
        roles.append(("admit", admit.trust(service), admit.permissions(service, connection, key_arn)))
    if service.release.before:
        roles.append(("before", before.trust(service), before.permissions(service, key_arn)))
    for principal, trust, permissions in roles:
        resource = result.add(
            role(service, principal, trust, permissions),
            service.container.origin if principal == "task" else service.project.origin,
        )
        if principal not in MAY_GO:
            role_arn(principal).give(result, service, GetAtt(resource.title, "Arn"))
    return result


IAM = ServiceStack("iam", template, after=("github", "base"), needs_iam=True)
