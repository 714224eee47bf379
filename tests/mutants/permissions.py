"""Mutants of permissions that are there, and for something else than what a release calls."""

from __future__ import annotations

from tests.mutants.mutant import NO_SHARED_REPOSITORY, Damage, Mutant, add, put, statement
from tests.mutants.world import World

_ARN = "arn:aws:{}:us-west-2:111122223333:{}"


def _arn(service: str, rest: str) -> list[str]:
    return [_ARN.format(service, rest)]


_NEVER = {"Bool": {"aws:SecureTransport": "false"}}


def _deny(noun: str, logical_id: str, action: str) -> Damage:
    """A statement that denies everybody a thing, without a condition."""

    def damage(world: World) -> None:
        document = world.get(noun, f"Resources/{logical_id}/Properties/PolicyDocument")
        resource = document["Statement"][0]["Resource"]
        document["Statement"].append({"Effect": "Deny", "Principal": "*", "Action": action, "Resource": resource})

    return damage


_TRUST = "Properties/AssumeRolePolicyDocument/Statement/0/Condition"
_ATTACHED = "Properties/ManagedPolicyArns"
_ELSEWHERE = {"ArnLike": {"aws:SourceArn": "arn:aws:ecs:ap-south-2:111122223333:*"}}
_BY_LETTER = {"StringEquals": {"aws:SourceArn": "arn:aws:codebuild:us-west-2:111122223333:project/*"}}
_AWS = "arn:aws:iam::aws:policy/{}"


MUTANTS = (
    Mutant(
        "policy-at-another-path",
        "managed-policy",
        add(
            "iam", "Resources/TaskRole/Properties/ManagedPolicyArns", [_AWS.format("AmazonECSTaskExecutionRolePolicy")]
        ),
    ),
    Mutant(
        "task-as-administrator",
        "administrator",
        add("iam", f"Resources/TaskRole/{_ATTACHED}", [_AWS.format("AdministratorAccess")]),
    ),
    Mutant("trust-of-another-region", "trust-condition", put("iam", f"Resources/TaskRole/{_TRUST}", _ELSEWHERE)),
    Mutant("trust-by-the-letter", "condition-wildcard", put("iam", f"Resources/CodebuildRole/{_TRUST}", _BY_LETTER)),
    Mutant("artifacts-denied", "self-denial", _deny("base", "ArtifactBucketPolicy", "s3:PutObject")),
    Mutant(
        "artifacts-for-a-day",
        "artifact-expiry",
        put("base", "Resources/ArtifactBucket/Properties/LifecycleConfiguration/Rules/0/ExpirationInDays", 1),
    ),
    Mutant("artifacts-deleted", "deletion", put("base", "Resources/ArtifactBucket/DeletionPolicy", "Delete")),
    Mutant(
        "images-deleted",
        "deletion",
        put("ecr", "Resources/Repository/UpdateReplacePolicy", "Delete"),
        NO_SHARED_REPOSITORY,
    ),
    Mutant(
        "push-to-another-repository",
        "permission-resource",
        statement("CodebuildRole", "PushImage", Resource=_arn("ecr", "repository/no-such")),
    ),
    Mutant(
        "login-for-one-repository",
        "permission-resource",
        statement("CodebuildRole", "RegistryLogin", Resource=_arn("ecr", "repository/no-such")),
    ),
    Mutant(
        "pull-from-another-repository",
        "permission-resource",
        statement("ExecutionRole", "PullImage", Resource=_arn("ecr", "repository/no-such")),
    ),
    Mutant(
        "log-of-another-group",
        "permission-resource",
        statement("ExecutionRole", "WriteLogs", Resource=_arn("logs", "log-group:/no/such:*")),
    ),
    Mutant(
        "artifacts-of-another-bucket",
        "permission-resource",
        statement("CodepipelineRole", "Artifacts", Resource=["arn:aws:s3:::no-such/*"]),
    ),
    Mutant(
        "bucket-without-its-objects",
        "permission-resource",
        statement("CodebuildRole", "Artifacts", Resource=["arn:aws:s3:::no-such"]),
    ),
    Mutant(
        "another-project-s-build",
        "permission-resource",
        statement("CodepipelineRole", "Build", Resource=_arn("codebuild", "project/no-such")),
    ),
    Mutant(
        "another-group-s-release",
        "permission-resource",
        statement("CodepipelineRole", "StartRelease", Resource=_arn("codedeploy", "deploymentgroup:no/such")),
    ),
    Mutant(
        "another-service-s-task-sets",
        "permission-resource",
        statement("CodedeployRole", "TaskSets", Resource=_arn("ecs", "task-set/no/such/*")),
    ),
    Mutant(
        "listener-of-a-network-balancer",
        "permission-resource",
        statement("CodedeployRole", "ShiftListener", Resource=_arn("elasticloadbalancing", "listener/net/*")),
    ),
    Mutant(
        "passes-another-role",
        "permission-resource",
        statement("CodepipelineRole", "PassTaskRoles", Resource=["arn:aws:iam::111122223333:role/no-such"]),
    ),
    Mutant(
        "key-of-nothing",
        "permission-resource",
        statement("CodepipelineRole", "ArtifactKey", Resource=_arn("s3", "key/1")),
        absent="artifacts of some are encrypted by Amazon S3's own key",
    ),
    Mutant(
        "passes-to-another-service",
        "permission-condition",
        statement(
            "CodepipelineRole",
            "PassTaskRoles",
            Condition={"StringEquals": {"iam:PassedToService": "codedeploy.amazonaws.com"}},
        ),
    ),
    Mutant("plain-http-alone", "permission-condition", statement("CodebuildRole", "Artifacts", Condition=_NEVER)),
    Mutant(
        "denied-to-itself", "denied-call", statement("CodebuildRole", "RegistryLogin", Effect="Deny", Action=["ecr:*"])
    ),
)
