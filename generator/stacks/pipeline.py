"""The stack ``pipeline``: artifact bucket, build project, pipeline."""

from __future__ import annotations

from troposphere import Ref, Sub

from generator.cfn.template import Template
from generator.engines.catalog import engine_of
from generator.model.project import Project
from generator.naming import logical
from generator.resources import bucket
from generator.resources.build_project import build_project
from generator.resources.connection import connection_arn
from generator.resources.log_group import build_log_group
from generator.resources.pipeline import pipeline
from generator.stacks import export
from generator.stacks.stack import EnvironmentStack


def template(project: Project) -> Template:
    """Last: from here on a tag or a push releases."""
    result = Template(f"{project.names.base}: from a push or a tag to a release", project.resource_tags)
    key = export.KEY_ARN.take(project)
    result.add(bucket.artifact_bucket(project, key), project.build.origin)
    result.add(bucket.artifact_bucket_policy(), project.build.origin)
    result.add(build_log_group(project, key), project.build.origin)
    roles = {principal: export.role_arn(principal).take(project) for principal in ("execution", "task")}
    build_role = export.role_arn("codebuild").take(project)
    result.add(build_project(project, build_role, key, roles), project.build.origin)
    result.add(
        pipeline(
            project,
            role=export.role_arn("codepipeline").take(project),
            key=key,
            connection=connection_arn(project, export.CONNECTION_ARN.take(project)),
            topic=export.TOPIC_ARN.take(project),
            deploy=engine_of(project).deploy_action(project),
        ),
        project.environment.trigger.origin,
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


PIPELINE = EnvironmentStack(
    "pipeline",
    template,
    after=("github", "ecr", "iam", "alb", "monitoring", "codedeploy"),
    needs_connection=True,
)
