"""The GitHub connection: made pending, to be authorised once by a person in the console."""

from __future__ import annotations

from typing import Any

from troposphere.codeconnections import Connection

from generator import naming
from generator.cfn.template import KEPT
from generator.model.project import Project, Shared
from generator.naming import logical


def connection(shared: Shared) -> Connection:
    """The connection that all environments use.

    https://docs.aws.amazon.com/dtconsole/latest/userguide/connections-create-github.html
    """
    return Connection(
        logical.CONNECTION,
        ConnectionName=naming.connection(shared.name),
        ProviderType="GitHub",
        **KEPT,
    )


def connection_arn(project: Project, made: Any) -> Any:
    """The ARN that the spec names, or else the one of the connection that we ``made``."""
    return project.connection or made
