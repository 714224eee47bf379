"""The stack ``iam``: one role a principal. The only one with roles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from troposphere import GetAtt

from generator.cfn.template import Template
from generator.engines.catalog import engine_of
from generator.engines.engine import EngineRole
from generator.engines.handed_over import handed_over
from generator.model.service import Service
from generator.policies import admit, before, codebuild, codepipeline, execution, start, task
from generator.resources.connection import connection_arn
from generator.resources.role import role
from generator.stacks.export import CONNECTION_ARN, KEY_ARN, MAY_GO, role_arn
from generator.stacks.stack import ServiceStack
from generator.stacks.volume import folder


def template(service: Service) -> Template:
    """Roles know the others' resources by name: those do not exist yet."""
    result = Template(f"{service.names.base}: roles", service.resource_tags)
    key_arn = KEY_ARN.take(service.project)
    has_pipeline = service.release.pipeline
    roles = [
        EngineRole("task", task.trust(service), task.permissions(service, key_arn, folder(service))),
        EngineRole("execution", execution.trust(service), execution.permissions(service, key_arn)),
        *(_pipeline(service, key_arn) if has_pipeline else ()),
        *engine_of(service).roles(service, key_arn),
        *(_steps(service, key_arn) if has_pipeline else ()),
    ]
    for principal, trust, permissions in roles:
        resource = result.add(
            role(service, principal, trust, permissions),
            service.container.origin if principal == "task" else service.project.origin,
        )
        if principal not in MAY_GO:
            role_arn(principal).give(result, service, GetAtt(resource.title, "Arn"))
    return result


def _pipeline(service: Service, key_arn: Any) -> Iterator[EngineRole]:
    """The pipeline's, and that of its build."""
    connection = _connection(service)
    build = codebuild.permissions(service, key_arn, leaves_files=bool(handed_over(service).files))
    release = codepipeline.permissions(service, connection, key_arn, engine_of(service).start_release(service))
    yield EngineRole("codebuild", codebuild.trust(service), build)
    yield EngineRole("codepipeline", codepipeline.trust(service), release)
    if service.is_pushed:
        yield EngineRole("start", start.trust(service), start.permissions(service))


def _steps(service: Service, key_arn: Any) -> Iterator[EngineRole]:
    """Those of the steps whose commands stand in the pipeline's template."""
    if service.is_admitted:
        yield EngineRole("admit", admit.trust(service), admit.permissions(service, _connection(service), key_arn))
    if service.release.before:
        yield EngineRole("before", before.trust(service), before.permissions(service, key_arn))


def _connection(service: Service) -> Any:
    return connection_arn(service.project, CONNECTION_ARN.take(service.project))


IAM = ServiceStack("iam", template, after=("github", "base", "efs", "volume"), needs_iam=True)
