"""The stack ``iam``: one role a principal, and the key that they share. The only one with roles."""

from __future__ import annotations

from troposphere import GetAtt

from generator.cfn.template import Template
from generator.engines.catalog import engine_of
from generator.model.project import Project
from generator.naming import logical
from generator.policies import codebuild, codepipeline, execution, task
from generator.resources.connection import connection_arn
from generator.resources.key import key, key_alias
from generator.resources.role import role
from generator.stacks.export import CONNECTION_ARN, KEY_ARN, role_arn
from generator.stacks.stack import EnvironmentStack


def template(project: Project) -> Template:
    """Roles know the others' resources by name: those do not exist yet."""
    result = Template(f"{project.names.base}: roles and encryption key", project.resource_tags)
    engine = engine_of(project)
    key_arn = GetAtt(logical.KEY, "Arn")
    connection = connection_arn(project, CONNECTION_ARN.take(project))
    release = engine.start_release(project)
    roles = [
        ("task", task.trust(project), task.permissions(project)),
        ("execution", execution.trust(project), execution.permissions(project, key_arn)),
        ("codebuild", codebuild.trust(project), codebuild.permissions(project, key_arn)),
        ("codepipeline", codepipeline.trust(project), codepipeline.permissions(project, connection, key_arn, release)),
        (engine.role, engine.trust(project), engine.permissions(project, key_arn)),
    ]
    result.add(key(project), project.origin)
    result.add(key_alias(project), project.origin)
    KEY_ARN.give(result, project, key_arn)
    for principal, trust, permissions in roles:
        resource = result.add(
            role(project, principal, trust, permissions),
            project.service.origin if principal == "task" else project.origin,
        )
        role_arn(principal).give(result, project, GetAtt(resource.title, "Arn"))
    return result


IAM = EnvironmentStack("iam", template, after=("github",), needs_iam=True)
