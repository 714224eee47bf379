"""The admission's role: reads the history of the repository, and writes nothing but its log."""

from __future__ import annotations

from typing import Any

from awacs import codeconnections, codestar_connections
from awacs.aws import PolicyDocument

from generator.cfn import arn
from generator.model.service import Service
from generator.policies.statement import (
    allow,
    artifact_bucket,
    artifact_key,
    artifact_objects,
    log_key,
    read_trigger,
    write_logs,
)
from generator.policies.trust import policy, service_trust


def trust(service: Service) -> PolicyDocument:
    """Only our own CodeBuild project.

    https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html
    """
    admission = arn.regional("codebuild", f"project/{service.names.admission_project}")
    return service_trust("codebuild.amazonaws.com", admission)


def permissions(service: Service, connection: Any, key: Any) -> PolicyDocument:
    """CodeBuild clones by itself what the artifact only points to.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/troubleshooting.html#codebuild-role-connections
    """
    names = service.names
    return policy(
        [
            write_logs(names.build_log_group),
            log_key(key, decrypts=False),
            artifact_bucket(names),
            artifact_objects(names, write=False),
            artifact_key(key, write=False),
            allow("UseConnection", [codeconnections.UseConnection, codestar_connections.UseConnection], [connection]),
            read_trigger(names),
        ]
    )
