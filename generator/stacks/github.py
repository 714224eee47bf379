"""The shared stack ``github``: the connection to GitHub, when the spec does not bring one."""

from __future__ import annotations

from troposphere import GetAtt

from generator.cfn.template import Template
from generator.model.project import Shared
from generator.naming import logical
from generator.resources.connection import connection
from generator.stacks.export import CONNECTION_ARN
from generator.stacks.stack import SharedStack


def template(shared: Shared) -> Template | None:
    """None when every environment names a connection of its own."""
    if not shared.makes_connection:
        return None
    result = Template(f"{shared.name}: the GitHub connection of all environments", shared.resource_tags)
    result.add(connection(shared), shared.origin)
    CONNECTION_ARN.give(result, shared, GetAtt(logical.CONNECTION, "ConnectionArn"))
    return result


GITHUB = SharedStack("github", template)
