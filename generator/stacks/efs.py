"""The stack ``efs``: the file system of an environment, and where its tasks reach it."""

from __future__ import annotations

from troposphere import GetAtt, Ref, Select

from generator.cfn.template import Template
from generator.model.project import Project
from generator.naming import logical
from generator.resources.file_system import file_system, mount_target
from generator.resources.security_group import file_system_security_group
from generator.stacks import export
from generator.stacks.stack import EnvironmentStack


def template(project: Project) -> Template:
    """By itself, and there from the first service with a folder on: no other template changes with it."""
    result = Template(f"{project.names.base}: file system of its services", project.resource_tags)
    result.add(file_system(project, export.KEY_ARN.take(project)), project.origin)
    result.add(file_system_security_group(project, export.VPC_ID.take(project)), project.origin)
    subnets = export.TASK_SUBNET_IDS.take_list(project)
    for index in range(project.network.task_subnets):
        result.add(mount_target(index, Select(index, subnets)), project.network.origin)
    export.FILE_SYSTEM_ID.give(result, project, Ref(logical.FILE_SYSTEM))
    export.FILE_SYSTEM_ARN.give(result, project, GetAtt(logical.FILE_SYSTEM, "Arn"))
    group = GetAtt(logical.FILE_SYSTEM_SECURITY_GROUP, "GroupId")
    export.FILE_SYSTEM_SECURITY_GROUP_ID.give(result, project, group)
    return result


EFS = EnvironmentStack("efs", template, after=("network", "base"), is_needed=lambda project: project.makes_file_system)
"""Of the environment's subnets it imports the list, which never changes: one more is another network."""
