"""The stack ``connect``: where the services of an environment find each other, and what marks the tasks that may."""

from __future__ import annotations

from troposphere import GetAtt

from generator.cfn.template import Template
from generator.model.project import Project
from generator.naming import logical
from generator.resources.namespace import namespace
from generator.resources.security_group import connect_security_group
from generator.stacks import export
from generator.stacks.stack import EnvironmentStack


def template(project: Project) -> Template:
    """By itself, and there from the first service that connects on: no other template changes with it."""
    result = Template(f"{project.names.base}: how services reach each other", project.resource_tags)
    result.add(namespace(project), project.origin)
    result.add(connect_security_group(project, export.VPC_ID.take(project)), project.origin)
    export.NAMESPACE_ARN.give(result, project, GetAtt(logical.NAMESPACE, "Arn"))
    group = GetAtt(logical.CONNECT_SECURITY_GROUP, "GroupId")
    export.CONNECT_SECURITY_GROUP_ID.give(result, project, group)
    return result


CONNECT = EnvironmentStack("connect", template, after=("network",), is_needed=lambda project: project.connects)
