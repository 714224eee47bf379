"""The admission's role: reads the history of the repository, and writes nothing but its log."""

from __future__ import annotations

from typing import Any

from awacs import codeconnections, codestar_connections
from awacs.aws import PolicyDocument

from generator.model.service import Service
from generator.policies.statement import (
    allow,
    read_trigger,
    step,
)
from generator.policies.trust import build_trust, policy


def trust(service: Service) -> PolicyDocument:
    """Only our own CodeBuild project."""
    return build_trust(service.names.admission_project)


def permissions(service: Service, connection: Any, key: Any) -> PolicyDocument:
    """CodeBuild clones by itself what the artifact only points to.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/troubleshooting.html#codebuild-role-connections
    """
    names = service.names
    return policy(
        [
            *step(names, key),
            allow("UseConnection", [codeconnections.UseConnection, codestar_connections.UseConnection], [connection]),
            read_trigger(names),
        ]
    )
