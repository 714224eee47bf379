"""Each role of a release is told of each call that it may not make, and of none that it may."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.rules.iam.deploy_permissions import RULE
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.problems import Location
from tests.unit.gate.judged import subject

ROLE = {"Fn::GetAtt": ["Role", "Arn"]}
LOGS = {"logs:CreateLogStream", "logs:PutLogEvents"}
PUSH = {
    "ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart",
    "ecr:CompleteLayerUpload", "ecr:PutImage",
}  # fmt: skip
PULL = {
    "ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage",
}  # fmt: skip
RELEASE = {
    "codedeploy:CreateDeployment", "codedeploy:GetDeployment", "codedeploy:GetApplication",
    "codedeploy:GetApplicationRevision", "codedeploy:RegisterApplicationRevision", "codedeploy:GetDeploymentConfig",
    "ecs:RegisterTaskDefinition", "iam:PassRole", "s3:GetObject",
}  # fmt: skip
SHIFT = {
    "ecs:DescribeServices", "ecs:CreateTaskSet", "ecs:UpdateServicePrimaryTaskSet", "ecs:DeleteTaskSet",
    "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeListeners",
    "elasticloadbalancing:DescribeRules", "elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule",
    "s3:GetObject", "iam:PassRole",
}  # fmt: skip
ASKING = (
    "aws ecr describe-images\naws ecr wait image-scan-complete\naws --no-cli-pager s3 ls\naws deploy get-deployment"
)
PUSHING = "aws ecr get-login-password | docker login --password-stdin $R\ndocker push $R:$TAG"


def _pipeline(provider: str, **more: Any) -> dict[str, Any]:
    action = {"Name": "A", "ActionTypeId": {"Owner": "AWS", "Provider": provider}, **more}
    return {"Type": "AWS::CodePipeline::Pipeline", "Properties": {"RoleArn": ROLE, "Stages": [{"Actions": [action]}]}}


def _build(source: str = "CODEPIPELINE", buildspec: str = "", **more: Any) -> dict[str, Any]:
    properties = {"ServiceRole": ROLE, "Source": {"Type": source, "BuildSpec": buildspec}}
    return {"Type": "AWS::CodeBuild::Project", "Properties": {**properties, "Artifacts": {"Type": source}, **more}}


def _group(**more: Any) -> dict[str, Any]:
    properties = {"ServiceRoleArn": ROLE, "ECSServices": [{"ClusterName": "c", "ServiceName": "s"}], **more}
    return {"Type": "AWS::CodeDeploy::DeploymentGroup", "Properties": properties}


def _task(image: str = "nginx", **more: Any) -> dict[str, Any]:
    container = {"Name": "web", "Image": image, **more}
    properties = {"ExecutionRoleArn": ROLE, "ContainerDefinitions": [container]}
    return {"Type": "AWS::ECS::TaskDefinition", "Properties": properties}


def _secret(source: Any) -> dict[str, Any]:
    return _task(Secrets=[{"Name": "TOKEN", "ValueFrom": source}])


ECR = "111122223333.dkr.ecr.us-east-1.amazonaws.com/shop:1.0.0"
CASES: dict[str, tuple[dict[str, Any], set[str]]] = {
    "source": (
        _pipeline("CodeStarSourceConnection"),
        {"s3:PutObject", "s3:PutObjectAcl", "codestar-connections:UseConnection"},
    ),
    "build-action": (_pipeline("CodeBuild"), {"codebuild:StartBuild", "codebuild:BatchGetBuilds"}),
    "release-action": (_pipeline("CodeDeployToECS"), RELEASE),
    "an action with a role of its own": (_pipeline("CodeBuild", RoleArn="arn:aws:iam::111122223333:role/x"), set()),
    "another provider": (_pipeline("Manual"), set()),
    "build": (_build(buildspec=PUSHING), LOGS | PUSH | {"s3:GetObject", "s3:PutObject"}),
    "build outside a pipeline": (_build("GITHUB"), LOGS),
    "build without a log": (_build("GITHUB", LogsConfig={"CloudWatchLogs": {"Status": "DISABLED"}}), set()),
    "build for another registry": (_build("GITHUB", buildspec="docker login ghcr.io\ndocker push ghcr.io/x"), LOGS),
    "buildx": (_build("GITHUB", buildspec=PUSHING.replace("push", "buildx build --push")), LOGS | PUSH),
    "build that asks AWS": (
        _build("GITHUB", buildspec=ASKING),
        LOGS | {"ecr:DescribeImages", "codedeploy:GetDeployment"},
    ),
    "build that asks with another role": (_build("GITHUB", buildspec=f"aws sts assume-role\n{ASKING}"), LOGS),
    "release": (_group(), SHIFT),
    "release with alarms": (_group(AlarmConfiguration={"Enabled": True}), SHIFT | {"cloudwatch:DescribeAlarms"}),
    "task from ECR": (_task(ECR), PULL),
    "task from elsewhere": (_task(), set()),
    "task with a log": (_task(LogConfiguration={"LogDriver": "awslogs"}), LOGS),
    "task with another log": (_task(LogConfiguration={"LogDriver": "splunk"}), set()),
    "parameter by name": (_secret("/shop/token"), {"ssm:GetParameters"}),
    "parameter": (_secret("arn:aws:ssm:us-east-1:111122223333:parameter/x"), {"ssm:GetParameters"}),
    "secret": (_secret("arn:aws:secretsmanager:us-east-1:111122223333:secret:x"), {"secretsmanager:GetSecretValue"}),
    "secret of nobody knows which service": (_secret({"Ref": "Elsewhere"}), set()),
}


def _found(user: dict[str, Any], role: dict[str, Any] | None = None, **more: Any) -> set[str]:
    made = {"Type": "AWS::IAM::Role", "Properties": role or {}}
    system = System((subject({"User": user, "Role": made, **more}),))
    return {problem.message.split(",")[0].removeprefix("lacks ") for problem in RULE.problems(system)}


def _policy(*actions: str, effect: str = "Allow", key: str = "Action") -> dict[str, Any]:
    statement = {"Effect": effect, key: list(actions), "Resource": "*"}
    return {"PolicyName": "p", "PolicyDocument": {"Statement": [statement]}}


@pytest.mark.parametrize("case", CASES)
def test_a_role_without_a_policy_lacks_every_call(case: str) -> None:
    user, calls = CASES[case]
    assert _found(user) == calls


@pytest.mark.parametrize("case", CASES)
def test_each_call_that_is_allowed_is_not_lacking(case: str) -> None:
    user, calls = CASES[case]
    assert _found(user, {"Policies": [_policy(*calls)]}) == set()
    for call in calls:
        assert _found(user, {"Policies": [_policy(*calls - {call})]}) == {call}


LOGGING = _task(LogConfiguration={"LogDriver": "awslogs"})


def test_what_is_denied_is_not_allowed() -> None:
    assert _found(LOGGING, {"Policies": [_policy(*LOGS, effect="Deny")]}) == LOGS


@pytest.mark.parametrize(
    "policy",
    [
        {"Type": "AWS::IAM::Policy", "Properties": {**_policy(*LOGS), "Roles": [{"Ref": "Role"}]}},
        {"Type": "AWS::IAM::ManagedPolicy", "Properties": {**_policy(*LOGS), "Roles": [{"Ref": "Role"}]}},
        {"Type": "AWS::IAM::RolePolicy", "Properties": {**_policy(*LOGS), "RoleName": {"Ref": "Role"}}},
    ],
    ids=lambda policy: policy["Type"],
)
def test_a_policy_that_names_the_role_is_the_role_s(policy: dict[str, Any]) -> None:
    assert _found(LOGGING, Policy=policy) == set()
    other = {key: value for key, value in policy["Properties"].items() if key not in ("Roles", "RoleName")}
    assert _found(LOGGING, Policy={**policy, "Properties": other}) == LOGS


def test_a_managed_policy_of_the_templates_is_read_and_one_of_aws_is_trusted() -> None:
    made = {"Type": "AWS::IAM::ManagedPolicy", "Properties": _policy("logs:CreateLogStream")}
    assert _found(LOGGING, {"ManagedPolicyArns": [{"Ref": "Policy"}]}, Policy=made) == {"logs:PutLogEvents"}
    of_aws = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
    assert _found(LOGGING, {"ManagedPolicyArns": [of_aws]}) == set()


def test_a_statement_of_exceptions_is_not_judged() -> None:
    assert _found(LOGGING, {"Policies": [_policy("s3:*", key="NotAction")]}) == set()


def test_a_role_that_two_need_is_told_once() -> None:
    made = {"Type": "AWS::IAM::Role", "Properties": {}}
    system = System((subject({"One": LOGGING, "Two": LOGGING, "Role": made}),))
    assert len([*RULE.problems(system)]) == len(LOGS)


@pytest.mark.parametrize("repository", [False, True])
def test_a_released_image_is_pulled_from_the_repository_that_there_is(repository: bool) -> None:
    made = {"Repository": {"Type": "AWS::ECR::Repository", "Properties": {"RepositoryName": "shop"}}}
    assert _found(_task("<IMAGE1_NAME>"), **(made if repository else {})) == (PULL if repository else set())


def test_a_released_task_whose_role_the_build_fills_in_has_that_of_its_family() -> None:
    data = {"family": "shop", "executionRoleArn": "<ROLE>", "containerDefinitions": [{"name": "web", "image": ECR}]}
    file = SideFile("taskdef.json", data, "", Location("taskdef.json"))
    made = _task()
    for family, calls in (("shop", PULL), ("other", set())):
        made["Properties"]["Family"] = family
        system = System((subject({"User": made, "Role": {"Type": "AWS::IAM::Role"}}),), (file,))
        assert {problem.message.split(",")[0].removeprefix("lacks ") for problem in RULE.problems(system)} == calls


def test_the_commands_of_a_buildspec_beside_the_template_count() -> None:
    data = {"phases": {"build": {"commands": PUSHING.split("\n")}}}
    file = SideFile("buildspec.yml", data, "", Location("buildspec.yml"))
    system = System((subject({"User": _build("GITHUB"), "Role": {"Type": "AWS::IAM::Role"}}),), (file,))
    assert {problem.message.split(",")[0].removeprefix("lacks ") for problem in RULE.problems(system)} >= PUSH


def test_a_boundary_allows_what_a_policy_does_only_where_it_says_so_itself() -> None:
    reading = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    role = {"Policies": [_policy(*LOGS)]}
    bounded = {problem.split()[2] for problem in _found(LOGGING, {**role, "PermissionsBoundary": reading})}
    assert bounded == LOGS
    own = {"Type": "AWS::IAM::ManagedPolicy", "Properties": _policy("logs:*")}
    assert _found(LOGGING, {**role, "PermissionsBoundary": {"Ref": "Boundary"}}, Boundary=own) == set()
    assert _found(LOGGING, {**role, "PermissionsBoundary": "arn:aws:iam::111122223333:policy/b"}) == set()
