"""Whoever deploys may make, change and remove just these stacks, within IAM's limits, for just this repository."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from generator.app.build.compile import Build, compile_spec
from generator.app.build.product import Format
from generator.app.judge.matrix import deployer_documents
from generator.cfn.handlers import handlers
from generator.iam.call import Call
from generator.iam.document import Statement, statements
from generator.iam.evaluation import allowed
from generator.model.project import Shared
from generator.naming import logical
from generator.policies.addition import ADDITIONS
from generator.policies.deployer_images import image_calls
from generator.policies.deployer_topics import topic_calls
from generator.policies.deployment_calls import permissions
from generator.policies.promotion import policy_calls
from generator.policies.scope import ON_EVERY_RESOURCE
from generator.resources.deployer import POLICIES_PER_ROLE, POLICY_CHARACTERS
from generator.spec import loader
from tests.golden.case import CASES
from tests.iam.emulator import resolved
from tests.iam.test_calls import details, is_of, kinds

ACCOUNT = "111122223333"


def _known(region: str) -> dict[str, str]:
    return {
        "AWS::Partition": "aws", "AWS::Region": region, "AWS::AccountId": ACCOUNT, "AWS::URLSuffix": "amazonaws.com",
    }  # fmt: skip


DELETE_WHAT_IS_SHARED = {"ecr:DeleteRepository", "codeconnections:DeleteConnection"}


@cache
def _templates(case: str) -> list[Mapping[str, Any]]:
    return [each.data for each in CASES[case].build().subjects if "/shared/deployer" in each.path]


def _environments() -> Iterator[tuple[str, str]]:
    for case in CASES.values():
        for environment in case.build().environments:
            yield case.name, environment


every_environment = pytest.mark.parametrize(("case", "environment"), [*_environments()])
every_case = pytest.mark.parametrize("case", CASES)


@cache
def _documents(case: str, environment: str) -> list[Any]:
    build = CASES[case].build()
    [project] = [each for each in build.projects if each.environment.name == environment]
    found = [resolved(document, _known(project.region)) for _, document in deployer_documents(build, environment)]
    text = json.dumps(found).replace("${aws:PrincipalTag/deployer-of}", environment)
    return list(json.loads(text))


def _may(case: str, environment: str) -> list[Statement]:
    return [each for document in _documents(case, environment) for each in statements(document)]


def _stacks(case: str, environment: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Stack, resource type and properties of all that the deployer of an environment deploys."""
    build = CASES[case].build()
    by_name = {stack.name: stack for stack in build.stacks}
    for subject in build.subjects:
        stack = by_name[subject.stack]
        if stack.folder in ("shared", environment) and not stack.by_administrator:
            for body in subject.data["Resources"].values():
                yield subject.stack, body["Type"], body.get("Properties", {})


def _shared(case: str) -> Shared:
    spec = CASES[case].spec
    return loader.load(spec.read_text(encoding="utf-8"), spec.name).shared


@every_environment
def test_every_handler_of_every_resource_may_do_its_work(case: str, environment: str) -> None:
    actions = {action for statement in _may(case, environment) for action in statement.actions}
    for _, resource_type, _ in _stacks(case, environment):
        for kind, action in permissions(resource_type):
            may = action in actions or kind == "boundary"
            assert may or action in DELETE_WHAT_IS_SHARED, (resource_type, action)


@every_environment
def test_nothing_is_deleted_that_environments_share(case: str, environment: str) -> None:
    actions = {action for statement in _may(case, environment) for action in statement.actions}
    assert actions.isdisjoint(DELETE_WHAT_IS_SHARED)
    assert not any(action in actions for action in ("ecr:BatchDeleteImage", "ecr:PutImage"))


@every_environment
def test_a_repository_s_policy_is_set_only_where_another_account_reads_it(case: str, environment: str) -> None:
    actions = {action for statement in _may(case, environment) for action in statement.actions}
    stacks = _stacks(case, environment)
    has_policy = any("RepositoryPolicyText" in properties for _, _, properties in stacks)
    assert ("ecr:SetRepositoryPolicy" in actions) == has_policy


@every_environment
def test_a_topic_that_exists_is_subscribed_to_and_nothing_else(case: str, environment: str) -> None:
    subscribed = {
        str(properties["TopicArn"])
        for _, kind, properties in _stacks(case, environment)
        if kind == "AWS::SNS::Subscription" and properties["Protocol"] == "sqs"
    }
    may = {(action, arn) for each in _may(case, environment) for action in each.actions for arn in each.resources}
    for arn in (each for each in subscribed if each.startswith("arn:")):
        allowed = {action for action, resource in may if resource == arn}
        assert allowed >= {"sns:Subscribe", "sns:Unsubscribe", "sns:GetSubscriptionAttributes"}
        assert allowed.isdisjoint({"sns:DeleteTopic", "sns:SetTopicAttributes", "sns:Publish"})
    assert ("sns:SetSubscriptionAttributes" in {action for action, _ in may}) == bool(subscribed)


@every_environment
def test_no_action_is_there_that_no_resource_needs(case: str, environment: str) -> None:
    needed = {action for _, name, _ in _stacks(case, environment) for _, action in permissions(name)}
    [project] = [each for each in CASES[case].build().projects if each.environment.name == environment]
    needed |= {action for service in project.services for _, action in image_calls(service)}
    needed |= {action for service in project.services for _, action in topic_calls(service)}
    needed |= {action for _, action in policy_calls(_shared(case))}
    needed |= {action for patch in project.patches.values() for said in patch.deployer for action in said.actions}
    for statement in _may(case, environment):
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
    may = _may(case, environment)
    boundary = {"iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/boundaries/service"}
    for stack, resource_type, properties in _stacks(case, environment):
        stack_arn = f"arn:aws:cloudformation:{region}:{ACCOUNT}:stack/{stack}/1-2"
        assert allowed(may, Call("d", "cloudformation:ExecuteChangeSet", stack_arn, "", ""))
        if resource_type not in _ARNS:
            continue
        action, key, form = _ARNS[resource_type]
        name = resolved(properties[key], _known(region))
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
    may = _may(case, environment)
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
    for statement in _may(case, environment):
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
    documents = _documents(case, environment)
    assert 0 < len(documents) <= POLICIES_PER_ROLE
    for document in documents:
        text = json.dumps(document, separators=(",", ":"))
        assert len(text) <= POLICY_CHARACTERS, len(text)


@every_environment
def test_only_the_repository_s_jobs_for_this_environment_get_in(case: str, environment: str) -> None:
    build = CASES[case].build()
    [project] = [each for each in build.projects if each.environment.name == environment]
    made = {name: body for template in _templates(case) for name, body in template["Resources"].items()}
    role = made[logical.deployer(environment)]["Properties"]
    [statement] = role["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Action"] == ["sts:AssumeRoleWithWebIdentity"]
    there = f"{project.name}-{environment}"
    subject: Any = f"repo:{project.repository}:environment:{there}"
    if project.git.repository_id:
        owner, name = project.repository.split("/")
        git = project.git
        subject = [subject, f"repo:{owner}@{git.owner_id}/{name}@{git.repository_id}:environment:{there}"]
    assert statement["Condition"] == {
        "StringEquals": {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": subject,
        }
    }
    assert role.get("PermissionsBoundary") == project.permissions_boundary
    assert {"Key": "deployer-of", "Value": environment} in role["Tags"]


def test_under_a_boundary_no_role_is_made_without_it_and_none_loses_it() -> None:
    may = _may("maximal", "prod")
    arn = f"arn:aws:iam::{ACCOUNT}:role/shop-prod-task-eu-central-1"
    boundary = {"iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/boundaries/service"}
    for action in ("iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"):
        assert allowed(may, Call("d", action, arn, "", "", boundary))
        assert not allowed(may, Call("d", action, arn, "", ""))
    assert not allowed(may, Call("d", "iam:DeleteRolePermissionsBoundary", arn, "", "", boundary))


@every_case
def test_an_account_s_provider_is_made_only_where_there_is_none(case: str) -> None:
    for template in _templates(case):
        assert template["Parameters"]["GitHubOidcProvider"]["Default"] == ""
        assert template["Conditions"]["MakesGitHubOidc"] == {"Fn::Equals": [{"Ref": "GitHubOidcProvider"}, ""]}
        assert template["Resources"]["GitHubOidc"]["Condition"] == "MakesGitHubOidc"


@every_case
def test_the_deployer_is_beside_the_order_of_the_others(case: str) -> None:
    build = CASES[case].build()
    number = len(_templates(case))
    assert number > 0
    assert [stack.by_administrator for stack in build.stacks] == [False] * (len(build.stacks) - number) + [
        True
    ] * number
    assert all("deployer" not in name for stack in build.stacks for name in stack.depends_on)
    [text] = [each.text for each in build.artifacts if each.path.endswith("/manifest.json")]
    manifest = json.loads(text)
    theirs = [stack.name for stack in build.stacks[-number:]]
    assert [each["name"] for each in manifest["administrator_stacks"]] == theirs
    assert {each["name"] for each in manifest["stacks"]}.isdisjoint(theirs)


def test_every_type_of_every_template_has_its_handlers() -> None:
    used = {name for case, environment in _environments() for _, name, _ in _stacks(case, environment)}
    assert used == handlers().keys() | {row.resource_type for row in ADDITIONS}


def test_many_environments_take_several_templates_none_too_large() -> None:
    boundary = "arn:aws:iam::111122223333:policy/boundary"
    environments = {
        f"e{number}": {
            "trigger": {"branch": f"b{number}"},
            "network": {"placement": "private", "nat": "single"} if number % 2 else {},
            "permissions_boundary": boundary if number % 3 else None,
        }
        for number in range(12)
    }
    spec = {
        "project": "a-long-project-name",
        "region": "us-west-2",
        "repository": "acme/shop",
        "service": {"port": 3000},
        "environments": environments,
    }
    build = compile_spec(json.dumps(spec), "spec.yaml", Format.JSON)
    assert build.problems == ()
    made = [subject for subject in build.subjects if subject.path.startswith("a-long-project-name/shared/deployer")]
    assert [each.stack for each in made[:2]] == ["a-long-project-name-deployer", "a-long-project-name-deployer-2"]
    assert all(len(each.text.encode()) <= 51_200 for each in made)
    roles = [name for each in made for name, body in each.data["Resources"].items() if body["Type"] == "AWS::IAM::Role"]
    assert roles == [logical.deployer(name) for name in environments]


def _of_services(count: int) -> Build:
    routes = {
        f"s{number}": {"port": 1, "route": {"path": [f"/{number}"], "priority": 9 + number}} for number in range(count)
    }
    spec = {
        "project": "shop",
        "region": "us-west-2",
        "repository": "acme/shop",
        "service": {"port": 3000},
        "services": routes,
        "environments": {"prod": {"trigger": {"tag": "v*"}}},
    }
    return compile_spec(json.dumps(spec), "spec.yaml", Format.JSON)


def test_forty_services_take_no_more_policies_than_two() -> None:
    few, many = (
        [each.text for each in _of_services(count).subjects if "/shared/deployer" in each.path] for count in (1, 39)
    )
    assert many == few != []


def test_listeners_of_others_get_rules_and_are_not_changed() -> None:
    """Of all that Elastic Load Balancing can do to them, no more than a rule of ours takes."""
    for environment in CASES["existing-platform"].build().environments:
        on_listeners = {
            (action, resource)
            for statement in _may("existing-platform", environment)
            for action in statement.actions
            for resource in statement.resources
            if ":listener/" in resource or ":loadbalancer/" in resource
        }
        assert {action for action, _ in on_listeners} == {"elasticloadbalancing:CreateRule"}
        assert all("*" not in resource for _, resource in on_listeners)
        rules = {
            resource
            for statement in _may("existing-platform", environment)
            for resource in statement.resources
            if ":listener-rule/" in resource
        }
        assert rules == {f"{arn.replace(':listener/', ':listener-rule/')}/*" for _, arn in on_listeners}
