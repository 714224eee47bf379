"""Physical names: what they are, that they fit, and that they name no account."""

from __future__ import annotations

import json
import re

import pytest
from botocore.session import Session
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

from generator import naming
from generator.engines.codedeploy import files
from generator.engines.codedeploy.appspec import appspec
from generator.engines.codedeploy.taskdef import task_definition
from generator.naming import EnvironmentNames, ServiceNames
from generator.naming.limit import physical
from generator.naming.path import manifest_path, stack_policy_path, template_path
from generator.sidefiles.buildspec import buildspec
from generator.stacks.assemble import assemble
from tests.unit.project import ACCOUNT, environment, project, spec

NAMES = ServiceNames(EnvironmentNames("shop", "prod"))

EXPECTED = [
    (NAMES.environment.cluster, "shop-prod"),
    (NAMES.ecs_service, "shop-prod"),
    (NAMES.family, "shop-prod"),
    (NAMES.environment.load_balancer, "shop-prod"),
    (NAMES.build_project, "shop-prod"),
    (NAMES.pipeline, "shop-prod"),
    (NAMES.application, "shop-prod"),
    (NAMES.deployment_group, "shop-prod"),
    (NAMES.container, "shop"),
    (NAMES.log_group, "/ecs/shop-prod"),
    (NAMES.build_log_group, "/codebuild/shop-prod"),
    (NAMES.target_group("blue"), "shop-prod-blue"),
    (NAMES.target_group("green"), "shop-prod-green"),
    (NAMES.role("task"), "shop-prod-task-${AWS::Region}"),
    (NAMES.environment.key_alias, "alias/shop-prod"),
    (NAMES.environment.artifact_bucket, "shop-prod-artifacts-${AWS::AccountId}-${AWS::Region}"),
    (NAMES.environment.log_bucket, "shop-prod-logs-${AWS::AccountId}-${AWS::Region}"),
    (NAMES.environment.topic, "shop-prod-notifications"),
    (NAMES.environment.dashboard, "shop-prod-${AWS::Region}"),
    (NAMES.alarm("blue", "errors"), "shop-prod-blue-errors"),
    (NAMES.rule("task-failed"), "shop-prod-task-failed"),
    (NAMES.stack("alb"), "shop-prod-alb"),
    (NAMES.environment.template_path("alb", "yaml"), "shop/prod/alb.yaml"),
    (NAMES.file_path("taskdef.json"), "shop/prod/main/taskdef.json"),
    (naming.shared_stack("shop", "ecr"), "shop-ecr"),
    (naming.export("shop-ecr", "Arn"), "shop-ecr-Arn"),
    (naming.repository("shop"), "shop"),
    (ServiceNames(EnvironmentNames("shop", "dev")).branch_repository, "shop/dev"),
    (naming.connection("shop"), "shop"),
    (template_path("shop", "shared", "ecr", "json"), "shop/shared/ecr.json"),
    (stack_policy_path("shop", "prod", "alb"), "shop/prod/alb.stack-policy.json"),
    (manifest_path("shop"), "shop/manifest.json"),
    (naming.OUTPUT_FOLDER, "templates_out"),
    (files.IMAGE_DETAIL, "imageDetail.json"),
    (files.APPSPEC, "appspec.yaml"),
    (files.TASK_DEFINITION, "taskdef.json"),
    (naming.BUILDSPEC, "buildspec.yml"),
    (naming.IMAGE_PLACEHOLDER, "IMAGE1_NAME"),
]


@pytest.mark.parametrize(("made", "name"), EXPECTED)
def test_a_name_never_changes(made: str, name: str) -> None:
    assert made == name


def _of_api(service: str, shape: str) -> int:
    return int(Session().get_service_model(service).shape_for(shape).metadata["max"])


def _of_schema(resource_type: str, name: str) -> int:
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", resource_type).schema
    return int(schema["properties"][name]["maxLength"])


IN_DOCUMENTS_ONLY = 32
"""https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html"""

LIMITS = {
    "GitHub connection": _of_api("codeconnections", "ConnectionName"),
    "load balancer": IN_DOCUMENTS_ONLY,
    "blue target group": IN_DOCUMENTS_ONLY,
    "green target group": IN_DOCUMENTS_ONLY,
    "task role": _of_api("iam", "roleNameType"),
    "execution role": _of_api("iam", "roleNameType"),
    "before role": _of_api("iam", "roleNameType"),
    "admit role": _of_api("iam", "roleNameType"),
    "codebuild role": _of_api("iam", "roleNameType"),
    "codepipeline role": _of_api("iam", "roleNameType"),
    "codedeploy role": _of_api("iam", "roleNameType"),
    "artifact bucket": _of_schema("AWS::S3::Bucket", "BucketName"),
    "access log bucket": _of_schema("AWS::S3::Bucket", "BucketName"),
    "pipeline": _of_api("codepipeline", "PipelineName"),
    "CodeDeploy application": _of_api("codedeploy", "ApplicationName"),
    "EventBridge rule": _of_api("events", "RuleName"),
}


def test_limits_are_those_of_aws() -> None:
    assert {name.noun: name.limit for name in physical(NAMES)} == LIMITS


def test_a_name_is_counted_with_the_longest_region_and_a_whole_account() -> None:
    session = Session()
    regions = [
        region
        for partition in session.get_available_partitions()
        for region in session.get_available_regions("ec2", partition_name=partition)
    ]
    longest = max(map(len, regions))
    texts = {name.noun: name.text for name in physical(NAMES)}
    assert len(texts["artifact bucket"]) == len("shop-prod-artifacts-") + len(ACCOUNT) + len("-") + longest
    assert len(texts["codepipeline role"]) == len("shop-prod-codepipeline-") + longest
    assert not any("$" in text for text in texts.values())


def test_where_the_limited_names_fit_all_others_do() -> None:
    def fits(length: int) -> bool:
        return all(
            len(name.text) <= name.limit for name in physical(ServiceNames(EnvironmentNames("p" * length, "prod")))
        )

    longest = max(length for length in range(1, 40) if fits(length))
    names = ServiceNames(EnvironmentNames("p" * longest, "prod"))
    for made, limit in [
        (names.environment.topic, _of_schema("AWS::SNS::Topic", "TopicName")),
        (names.build_project, _of_api("codebuild", "ProjectName")),
        (names.admission_project, _of_api("codebuild", "ProjectName")),
        (names.log_group, _of_api("logs", "LogGroupName")),
        (names.build_log_group, _of_api("logs", "LogGroupName")),
        (names.environment.key_alias, _of_api("kms", "AliasNameType")),
        (names.deployment_group, _of_api("codedeploy", "DeploymentGroupName")),
        (names.alarm("load-balancer", "errors"), _of_api("cloudwatch", "AlarmName")),
        (names.rule("deployment-failed"), _of_api("events", "RuleName")),
        (names.repository, _of_api("ecr", "RepositoryName")),
        (names.branch_repository, _of_api("ecr", "RepositoryName")),
    ]:
        assert len(made) <= limit, made
    assert longest >= 12, "room for a project's name"


def test_nothing_that_is_written_holds_the_account_s_id() -> None:
    made = project(environment=environment(account=ACCOUNT))
    [service] = made.services
    stacks = [stack for stack in assemble(spec(made)) if not stack.by_administrator]  # the deployer's asks for it
    texts = [json.dumps(stack.template.to_dict()) for stack in stacks]
    texts += [appspec(service, ""), buildspec(service, ""), task_definition(service)]
    assert [text for text in texts if re.search(r"\b\d{12}\b", text)] == []


@pytest.mark.parametrize(
    ("release", "tag", "prefix"),
    [("v1.2.3", "v1.2.3", "v"), ("v1.2.3-rc.1+b.1", "v1.2.3-rc.1_b.1", "v"), ("a_b_1.0.0+x", "a_b_1.0.0_x", "a_b_")],
)
def test_the_image_of_a_release_and_back(release: str, tag: str, prefix: str) -> None:
    assert naming.image_tag(release) == tag
    assert naming.release_tag(tag, prefix) == release
