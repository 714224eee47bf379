"""The stack ``pipeline``: build project, pipeline."""

from __future__ import annotations

from functools import partial
from typing import Any

from troposphere import ImportValue, Join, Ref, Sub

from generator.cfn import arn
from generator.cfn.template import Template
from generator.engines.catalog import ENGINES, engine_of
from generator.engines.handed_over import IMAGE_URI, VERSION, handed_over, job_template
from generator.model.service import Service
from generator.naming import logical
from generator.resources.admission import admission_project
from generator.resources.before import Around, before_project
from generator.resources.build_project import build_project
from generator.resources.connection import connection_arn
from generator.resources.filled_in import ACCESS_POINT, FILE_SYSTEM, ROLES, SECURITY_GROUP, SNS, SUBNETS
from generator.resources.image_push import find_project, push_rule
from generator.resources.job_update import job_updates
from generator.resources.log_group import build_log_group
from generator.resources.pipeline import pipeline
from generator.resources.promotion import promotion_project
from generator.resources.step_project import SNS_ARN
from generator.stacks import export
from generator.stacks.job import SCHEDULE
from generator.stacks.stack import ServiceStack
from generator.stacks.volume import mounted


def template(service: Service) -> Template:
    """Last: from here on a tag or a push releases."""
    result = Template(f"{service.names.base}: from a push or a tag to a release", service.resource_tags)
    engine, role, key = engine_of(service), partial(_role, service), export.KEY_ARN.take(service.project)
    result.add(build_log_group(service, key), service.build.origin)
    _add_projects(result, service, key)
    for resource in engine.pipeline_resources(service, role, key):
        result.add(resource, service.release.origin)
    result.add(
        pipeline(
            service,
            role=role("codepipeline"),
            bucket=export.ARTIFACT_BUCKET.take(service.project),
            key=key,
            connection=connection_arn(service.project, export.CONNECTION_ARN.take(service.project)),
            topic=export.TOPIC_ARN.take(service.project),
            deploy=engine.deploy_actions(service, role),
            leaves_files=bool(handed_over(service).files),
            jobs=[*job_updates(service, job_template, IMAGE_URI, VERSION)],
        ),
        service.environment.trigger.origin,
    )
    result.output("PipelineName", "The pipeline", Ref(logical.PIPELINE))
    result.output(
        "PipelineUrl",
        "The pipeline in the console",
        Sub(
            "https://${AWS::Region}.console.aws.amazon.com/codesuite/codepipeline/pipelines/"
            f"${{{logical.PIPELINE}}}/view?region=${{AWS::Region}}"
        ),
    )
    return result


def _role(service: Service, principal: str) -> ImportValue | Sub:
    if principal in export.MAY_GO:
        return arn.role(service.names.role(principal))
    return export.role_arn(principal).take(service)


def _add_projects(result: Template, service: Service, key: ImportValue) -> None:
    """What admits a commit, what builds it, and what runs before its release."""
    engine, role, trigger = engine_of(service), partial(_role, service), service.environment.trigger
    filled_in = _filled_in(service) if engine.hand_over(service).files else {}
    if service.is_pushed:
        left, files = handed_over(service), tuple(engine.build_files(service, ""))
        made = (left.commands, left.files, left.exported)
        result.add(find_project(service, role("codebuild"), key, filled_in, files, made), service.build.origin)
        result.add(push_rule(service, role("start")), trigger.origin)
        return
    if promotion := service.promotion:
        left = handed_over(service)
        made = (left.commands, left.files, left.exported)
        result.add(promotion_project(service, promotion, role("codebuild"), key, filled_in, made), trigger.origin)
    else:
        result.add(build_project(service, role("codebuild"), key, filled_in), service.build.origin)
    if trigger.tag:
        commands = tuple(engine.admission(service))
        result.add(admission_project(service, role("admit"), key, commands), trigger.origin)
    if before := service.release.before:
        file_system, access_point = mounted(service)
        around = Around(
            subnets=export.TASK_SUBNET_IDS.take(service.project),
            security_groups=_security_groups(service),
            execution_role=role("execution"),
            task_role=role("task"),
            file_system=file_system,
            access_point=access_point,
        )
        result.add(before_project(service, before, role("before"), key, around), before.origin)


def _filled_in(service: Service) -> dict[str, Any]:
    """What the files of a release are filled in with that no repository should hold, by the build's variable."""
    filled_in: dict[str, Any] = {name: _role(service, principal) for name, principal in ROLES.items()}
    if service.container.publish:
        filled_in[SNS] = SNS_ARN
    if service.container.security_groups is not None:
        filled_in[SUBNETS] = export.TASK_SUBNET_IDS.take(service.project)
        filled_in[SECURITY_GROUP] = export.SERVICE_SECURITY_GROUP_ID.take(service)
    if service.container.made_volume:
        filled_in[FILE_SYSTEM], filled_in[ACCESS_POINT] = mounted(service)
    return filled_in


def _security_groups(service: Service) -> Any:
    """Those of its tasks, joined by commas."""
    own, others = export.SERVICE_SECURITY_GROUP_ID.take(service), service.container.security_groups
    return Join(",", [own, *others]) if others else own


PIPELINE = ServiceStack(
    "pipeline",
    template,
    after=(
        *("github", "ecr", "base", "efs", "volume", "iam"),
        *(noun for engine in ENGINES for noun in engine.stacks),
        SCHEDULE.noun,
    ),
    needs_connection=lambda service: service.takes_commits,
)
