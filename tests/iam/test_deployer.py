"""The deployer of an environment may make, change and remove just that environment's stacks, within IAM's limits."""

from __future__ import annotations

import json

from generator.cfn.handlers import handlers
from generator.iam.call import Call
from generator.iam.evaluation import allowed
from generator.model.project import Shared
from generator.policies.addition import ADDITIONS
from generator.policies.deployer_images import image_calls
from generator.policies.deployer_topics import topic_calls
from generator.policies.deployment_calls import permissions
from generator.policies.promotion import policy_calls
from generator.policies.scope import ON_EVERY_RESOURCE
from generator.resources.deployer import POLICIES_PER_ROLE, POLICY_CHARACTERS
from generator.spec import loader
from tests.golden.case import CASES
from tests.iam.deployer import (
    ACCOUNT,
    DELETE_WHAT_IS_SHARED,
    deployed,
    documents_of,
    environments,
    every_environment,
    known,
    statements_of,
)
from tests.iam.emulator import resolved
from tests.iam.test_calls import details, is_of, kinds


def _shared(case: str) -> Shared:
    spec = CASES[case].spec
    return loader.load(spec.read_text(encoding="utf-8"), spec.name).shared


@every_environment
def test_every_handler_of_every_resource_may_do_its_work(case: str, environment: str) -> None:
    actions = {action for statement in statements_of(case, environment) for action in statement.actions}
    for _, resource_type, _ in deployed(case, environment):
        for kind, action in permissions(resource_type):
            may = action in actions or kind == "boundary"
            assert may or action in DELETE_WHAT_IS_SHARED, (resource_type, action)


@every_environment
def test_nothing_is_deleted_that_environments_share(case: str, environment: str) -> None:
    actions = {action for statement in statements_of(case, environment) for action in statement.actions}
    assert actions.isdisjoint(DELETE_WHAT_IS_SHARED)
    assert not any(action in actions for action in ("ecr:BatchDeleteImage", "ecr:PutImage"))


@every_environment
def test_a_repository_s_policy_is_set_only_where_another_account_reads_it(case: str, environment: str) -> None:
    actions = {action for statement in statements_of(case, environment) for action in statement.actions}
    stacks = deployed(case, environment)
    has_policy = any("RepositoryPolicyText" in properties for _, _, properties in stacks)
    assert ("ecr:SetRepositoryPolicy" in actions) == has_policy


@every_environment
def test_a_topic_that_exists_is_subscribed_to_and_nothing_else(case: str, environment: str) -> None:
    subscribed = {
        str(properties["TopicArn"])
        for _, kind, properties in deployed(case, environment)
        if kind == "AWS::SNS::Subscription" and properties["Protocol"] == "sqs"
    }
    may = {
        (action, arn) for each in statements_of(case, environment) for action in each.actions for arn in each.resources
    }
    for arn in (each for each in subscribed if each.startswith("arn:")):
        on_topic = {action for action, resource in may if resource == arn}
        assert on_topic >= {"sns:Subscribe", "sns:Unsubscribe", "sns:GetSubscriptionAttributes"}
        assert on_topic.isdisjoint({"sns:DeleteTopic", "sns:SetTopicAttributes", "sns:Publish"})
    assert ("sns:SetSubscriptionAttributes" in {action for action, _ in may}) == bool(subscribed)


@every_environment
def test_a_mount_target_is_made_and_read_with_its_network_interface(case: str, environment: str) -> None:
    actions = {action for statement in statements_of(case, environment) for action in statement.actions}
    mounted = any(kind == "AWS::EFS::MountTarget" for _, kind, _ in deployed(case, environment))
    for action in ("ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaceAttribute"):
        assert (action in actions) == mounted
    assert ("kms:GenerateDataKeyWithoutPlaintext" in actions) == mounted
    for statement in statements_of(case, environment):
        if "kms:GenerateDataKeyWithoutPlaintext" in statement.actions:
            assert {"kms:CreateGrant", "kms:Decrypt"} <= set(statement.actions)


@every_environment
def test_no_action_is_there_that_no_resource_needs(case: str, environment: str) -> None:
    needed = {action for _, name, _ in deployed(case, environment) for _, action in permissions(name)}
    [project] = [each for each in CASES[case].build().projects if each.environment.name == environment]
    needed |= {action for service in project.services for _, action in image_calls(service)}
    needed |= {action for service in project.services for _, action in topic_calls(service)}
    needed |= {action for _, action in policy_calls(_shared(case))}
    needed |= {action for patch in project.patches.values() for said in patch.deployer for action in said.actions}
    for statement in statements_of(case, environment):
        for action in statement.actions:
            assert action in needed or action.startswith("cloudformation:"), (statement.sid, action)
            assert "*" not in action


# How a thing is named in a template, and what its ARN then is, apart from how the policies say it.
_ARNS = {
    "AWS::ECS::Cluster": ("ecs:CreateCluster", "ClusterName", "arn:aws:ecs:{R}:{A}:cluster/{N}"),
    "AWS::CodeBuild::Project": ("codebuild:CreateProject", "Name", "arn:aws:codebuild:{R}:{A}:project/{N}"),
    "AWS::CodePipeline::Pipeline": ("codepipeline:CreatePipeline", "Name", "arn:aws:codepipeline:{R}:{A}:{N}"),
    "AWS::CodeDeploy::Application": (
        "codedeploy:CreateApplication", "ApplicationName", "arn:aws:codedeploy:{R}:{A}:application:{N}"),
    "AWS::IAM::Role": ("iam:DeleteRole", "RoleName", "arn:aws:iam::{A}:role/{N}"),
    "AWS::S3::Bucket": ("s3:CreateBucket", "BucketName", "arn:aws:s3:::{N}"),
    "AWS::SNS::Topic": ("sns:CreateTopic", "TopicName", "arn:aws:sns:{R}:{A}:{N}"),
    "AWS::KMS::Alias": ("kms:CreateAlias", "AliasName", "arn:aws:kms:{R}:{A}:{N}"),
    "AWS::Logs::LogGroup": ("logs:CreateLogGroup", "LogGroupName", "arn:aws:logs:{R}:{A}:log-group:{N}"),
    "AWS::Events::Rule": ("events:PutRule", "Name", "arn:aws:events:{R}:{A}:rule/{N}"),
    "AWS::CloudWatch::Alarm": ("cloudwatch:PutMetricAlarm", "AlarmName", "arn:aws:cloudwatch:{R}:{A}:alarm:{N}"),
    "AWS::CloudWatch::Dashboard": ("cloudwatch:PutDashboard", "DashboardName", "arn:aws:cloudwatch::{A}:dashboard/{N}"),
    "AWS::ECR::Repository": ("ecr:CreateRepository", "RepositoryName", "arn:aws:ecr:{R}:{A}:repository/{N}"),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": (
        "elasticloadbalancing:CreateLoadBalancer", "Name",
        "arn:aws:elasticloadbalancing:{R}:{A}:loadbalancer/app/{N}/1a"),
    "AWS::ElasticLoadBalancingV2::TargetGroup": (
        "elasticloadbalancing:CreateTargetGroup", "Name", "arn:aws:elasticloadbalancing:{R}:{A}:targetgroup/{N}/1a"),
    "AWS::ECS::TaskDefinition": ("ecs:TagResource", "Family", "arn:aws:ecs:{R}:{A}:task-definition/{N}:1"),
}  # fmt: skip


@every_environment
def test_each_thing_by_its_own_name_and_no_other(case: str, environment: str) -> None:
    [region] = {each.region for each in CASES[case].build().projects if each.environment.name == environment}
    may = statements_of(case, environment)
    boundary = {"iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/boundaries/service"}
    for stack, resource_type, properties in deployed(case, environment):
        stack_arn = f"arn:aws:cloudformation:{region}:{ACCOUNT}:stack/{stack}/1-2"
        assert allowed(may, Call("d", "cloudformation:ExecuteChangeSet", stack_arn, "", ""))
        if resource_type not in _ARNS:
            continue
        action, key, form = _ARNS[resource_type]
        name = resolved(properties[key], known(region))
        arn = form.replace("{R}", region).replace("{A}", ACCOUNT)
        assert allowed(may, Call("d", action, arn.replace("{N}", name), "", "", boundary)), name
        for other in (f"x{name}", "other"):
            assert not allowed(may, Call("d", action, arn.replace("{N}", other), "", "", boundary)), other
        longer = name.replace(f"-{environment}", f"-{environment}-eu", 1)
        shared_name = longer == name
        assert shared_name or not allowed(may, Call("d", action, arn.replace("{N}", longer), "", "", boundary)), longer
    for other in ("other", f"{stack}x", "x"):
        stack_arn = f"arn:aws:cloudformation:{region}:{ACCOUNT}:stack/{other}/1-2"
        assert not allowed(may, Call("d", "cloudformation:DeleteStack", stack_arn, "", ""))


@every_environment
def test_roles_are_passed_to_their_own_service_only(case: str, environment: str) -> None:
    build = CASES[case].build()
    [project] = [each for each in build.projects if each.environment.name == environment]
    may = statements_of(case, environment)
    engines = {service.release.engine for service in project.answering}
    updates_stacks = "ecs" in engines or len(project.answering) < len(project.services)
    passed = {
        "codebuild": "codebuild",
        "admit": "codebuild",
        "codepipeline": "codepipeline",
        **({"codedeploy": "codedeploy"} if "codedeploy" in engines else {}),
        **({"ecs": "ecs", "hook": "ecs"} if "ecs" in engines else {}),
        **({"template": "codebuild"} if updates_stacks else {}),
        "task": "ecs-tasks",
        "execution": "ecs-tasks",
    }
    for role in passed:
        arn = f"arn:aws:iam::{ACCOUNT}:role/{project.names.base}-{role}-{project.region}"
        for service in {*passed.values(), "ec2"}:
            call = Call("d", "iam:PassRole", arn, "", "", {"iam:PassedToService": f"{service}.amazonaws.com"})
            assert allowed(may, call) == (service == passed[role])


@every_environment
def test_everything_is_asked_of_all_resources_only_where_an_action_knows_none(case: str, environment: str) -> None:
    for statement in statements_of(case, environment):
        for action in statement.actions:
            if "*" in statement.resources:
                assert details(action)["resourceTypes"] == [] or action in ON_EVERY_RESOURCE, action
            else:
                fit = [any(is_of(kind, arn) for kind in kinds(action)) or "codestar" in action or "role/" in arn
                       for arn in statement.resources]  # fmt: skip
                # What asks for tags has one statement for all kinds of a network's things.
                assert any(fit) if statement.sid in ("OurNetwork", "UntaggedNetwork") else all(fit), (
                    action,
                    statement.resources,
                )


@every_environment
def test_policies_are_within_iam_s_limits(case: str, environment: str) -> None:
    documents = documents_of(case, environment)
    assert 0 < len(documents) <= POLICIES_PER_ROLE
    for document in documents:
        text = json.dumps(document, separators=(",", ":"))
        assert len(text) <= POLICY_CHARACTERS, len(text)


def test_under_a_boundary_no_role_is_made_without_it_and_none_loses_it() -> None:
    may = statements_of("maximal", "prod")
    arn = f"arn:aws:iam::{ACCOUNT}:role/shop-prod-task-eu-central-1"
    boundary = {"iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/boundaries/service"}
    for action in ("iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"):
        assert allowed(may, Call("d", action, arn, "", "", boundary))
        assert not allowed(may, Call("d", action, arn, "", ""))
    assert not allowed(may, Call("d", "iam:DeleteRolePermissionsBoundary", arn, "", "", boundary))


def test_every_type_of_every_template_has_its_handlers() -> None:
    used = {name for case, environment in environments() for _, name, _ in deployed(case, environment)}
    assert used == handlers().keys() | {row.resource_type for row in ADDITIONS}


def test_listeners_of_others_get_rules_and_are_not_changed() -> None:
    """Of all that Elastic Load Balancing can do to them, no more than a rule of ours takes."""
    for environment in CASES["existing-platform"].build().environments:
        on_listeners = {
            (action, resource)
            for statement in statements_of("existing-platform", environment)
            for action in statement.actions
            for resource in statement.resources
            if ":listener/" in resource or ":loadbalancer/" in resource
        }
        assert {action for action, _ in on_listeners} == {"elasticloadbalancing:CreateRule"}
        assert all("*" not in resource for _, resource in on_listeners)
        rules = {
            resource
            for statement in statements_of("existing-platform", environment)
            for resource in statement.resources
            if ":listener-rule/" in resource
        }
        assert rules == {f"{arn.replace(':listener/', ':listener-rule/')}/*" for _, arn in on_listeners}
