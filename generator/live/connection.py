"""The connection to GitHub: whether a person has authorised it yet.

https://docs.aws.amazon.com/dtconsole/latest/userguide/connections-update.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.live.client import Aws
from generator.live.stack import find_stack
from generator.model.project import Project
from generator.naming import shared_stack

AVAILABLE = "AVAILABLE"
_OUTPUT = "ConnectionArn"


@dataclass(frozen=True)
class Connection:
    """One connection. ``status`` is ``PENDING`` until the handshake is done, then ``AVAILABLE``; or ``ERROR``."""

    arn: str
    name: str
    status: str

    @property
    def console_url(self) -> str:
        """Where a person authorises it."""
        region = self.arn.split(":")[3]
        return f"https://{region}.console.aws.amazon.com/codesuite/settings/connections?region={region}"


def connection_arn(aws: Aws, project: Project) -> str | None:
    """The ARN that the spec names, else that of the connection in the stack ``github``; None before that is there."""
    if project.connection:
        return project.connection
    stack = find_stack(aws, shared_stack(project.name, "github"))
    return stack.outputs.get(_OUTPUT) if stack else None


def connection(aws: Aws, arn: str) -> Connection:
    """Its state now, asked of the service that its ARN names: there are an old and a new one.

    https://docs.aws.amazon.com/codeconnections/latest/APIReference/API_GetConnection.html
    """
    client = aws.client("codestar-connections" if ":codestar-connections:" in arn else "codeconnections")
    found = aws.call(client.get_connection, ConnectionArn=arn)["Connection"]
    return Connection(arn, found.get("ConnectionName", ""), found.get("ConnectionStatus", ""))


def connections(aws: Aws) -> Iterator[Connection]:
    """Every connection to GitHub that the account has in the region."""
    client, token = aws.client("codeconnections"), ""
    while True:
        more = {"NextToken": token} if token else {}
        page = aws.call(client.list_connections, ProviderTypeFilter="GitHub", **more)
        for row in page.get("Connections", ()):
            yield Connection(row["ConnectionArn"], row.get("ConnectionName", ""), row.get("ConnectionStatus", ""))
        token = page.get("NextToken", "")
        if not token:
            return
