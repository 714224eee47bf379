"""The words of AWS about a failure -> what they mean here, what mends it, and the page that says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from generator.app.doctor.check import DiagnosisContext, Finding, failed
from generator.app.doctor.checks.build_quota import more_builds

_DEPLOY_ERRORS = "https://docs.aws.amazon.com/codedeploy/latest/userguide/error-codes.html"
_STOPPED = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html"
_EVENTS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html"
_PIPELINE = "https://docs.aws.amazon.com/codepipeline/latest/userguide/troubleshooting.html"
_BUILD = "https://docs.aws.amazon.com/codebuild/latest/userguide/troubleshooting.html"


@dataclass(frozen=True)
class Remedy:
    """What to do about some words."""

    words: re.Pattern[str]
    means: str
    mend: Callable[[DiagnosisContext], str]
    source: str


def failure(context: DiagnosisContext, what: str, said: str, otherwise: str) -> Finding:
    """A failure of which AWS ``said`` something; ``otherwise`` is the command where nobody knows what that means."""
    found = next((remedy for remedy in REMEDIES if remedy.words.search(said)), None)
    if found is None:
        return failed(what, said, otherwise)
    return failed(f"{what}: {found.means}", said, found.mend(context), found.source)


def _remedy(words: str, means: str, mend: Callable[[DiagnosisContext], str], source: str) -> Remedy:
    return Remedy(re.compile(words, re.IGNORECASE), means, mend, source)


def _generate(context: DiagnosisContext) -> str:
    return (
        "canaryform generate && git add templates_out && git commit -m 'Generate the release system anew' && git push"
    )


def _deploy_roles(context: DiagnosisContext) -> str:
    return f"{context.deploy} --stack iam"


def _log_of_tasks(context: DiagnosisContext) -> str:
    return context.log(context.workload.names.log_group)


def _log_of_builds(context: DiagnosisContext) -> str:
    return context.log(context.service.names.build_log_group)


def _look_at_images(context: DiagnosisContext) -> str:
    return context.aws("ecr describe-images", f"--repository-name {context.project.name}")


def _look_at_vcpus(context: DiagnosisContext) -> str:
    return context.aws("service-quotas get-service-quota", "--service-code fargate --quota-code L-3032A538")


def _look_at_alarms(context: DiagnosisContext) -> str:
    return context.aws("cloudwatch describe-alarms", f"--alarm-name-prefix {context.service.names.base}-")


def _connect(context: DiagnosisContext) -> str:
    region = context.project.region
    return f"https://{region}.console.aws.amazon.com/codesuite/settings/connections?region={region}"


REMEDIES = (
    _remedy(
        r"invalid networking configuration|alternateTargetGroup must be associated",
        "one of the two target groups is on no rule of the load balancer, so that ECS shifts nothing",
        lambda context: context.deploy,
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/migrate-code-deploy-to-ecs-blue-green.html",
    ),
    _remedy(
        r"service[- ]linked role",
        "ECS had made its service-linked role only just before, and the stack was faster; a second try finds it",
        lambda context: context.deploy,
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html",
    ),
    _remedy(
        r"builds? in queue|AccountLimitExceeded",
        "the account's quota of builds at a time is used up; that of a new account may be 0 or 1",
        more_builds,
        "https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html",
    ),
    _remedy(
        r"INVALID_REVISION|could not parse or validate one of the resources",
        "appspec.yaml is not as generated; <TASK_DEFINITION> in it is right, and CodeDeployToECS fills it in",
        _generate,
        _DEPLOY_ERRORS,
    ),
    _remedy(
        r"IAM_ROLE_PERMISSIONS|does not give (you )?permission|not authorized to (perform|assume)|AccessDenied"
        r"|unable to assume (the )?(service linked )?role",
        "a role may not do what it must, or may not be taken on",
        _deploy_roles,
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/codedeploy_IAM_role.html",
    ),
    _remedy(
        r"read(ing)? the (task definition|app ?spec|image) ?\w* artifact|is missing in artifact|imageDetail",
        "the build handed over other files than taskdef.json, appspec.yaml and imageDetail.json",
        _generate,
        "https://docs.aws.amazon.com/codepipeline/latest/userguide/file-reference.html",
    ),
    _remedy(
        r"connection .*(not available|pending|not .*AVAILABLE)|unable to use connection|ConnectionNotAvailable",
        "nobody has authorised the connection to GitHub, or it was taken away",
        _connect,
        "https://docs.aws.amazon.com/dtconsole/latest/userguide/connections-update.html",
    ),
    _remedy(
        r"vCPUs? .*limit|limit on the number of (vCPUs|tasks)",
        "the account's quota of Fargate is used up",
        _look_at_vcpus,
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html",
    ),
    _remedy(
        r"public\.ecr\.aws",
        "the first task's image is in public.ecr.aws, for which there is no VPC endpoint: private subnets without NAT "
        "have no way there; service.bootstrap names an image in a repository of the account",
        lambda context: context.aws("ec2 describe-vpc-endpoints"),
        # https://github.com/aws/containers-roadmap/issues/1160
        "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html",
    ),
    _remedy(
        r"CannotPull(Container|Image)|pull image|manifest unknown|image manifest",
        "the image is not in the repository, or tasks have no way to it",
        _look_at_images,
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html",
    ),
    _remedy(
        r"unable to (pull|retrieve) (secrets|secret)|AsmSecrets|fetching secret",
        "a secret of the spec is not there, or tasks have no way to it",
        lambda context: context.aws("secretsmanager list-secrets"),
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html",
    ),
    _remedy(
        r"logger args|log group .*not exist|ResourceNotFoundException: The specified log",
        "the log group of the tasks is gone",
        lambda context: context.aws("logs create-log-group", f"--log-group-name {context.service.names.log_group}"),
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html",
    ),
    _remedy(
        r"exec format error",
        "the image was built for another processor than service.architecture says",
        _log_of_tasks,
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html",
    ),
    _remedy(
        r"OutOfMemory|exit code:? 137",
        "the container needs more than service.memory",
        _log_of_tasks,
        _STOPPED,
    ),
    _remedy(
        r"health checks?|is unhealthy|Request timed out",
        "tasks do not answer service.health_check as they must",
        _log_of_tasks,
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html",
    ),
    _remedy(
        r"essential container|exit code:? [1-9]",
        "the program ended by itself",
        _log_of_tasks,
        _STOPPED,
    ),
    _remedy(
        r"capacity is unavailable|RunTask.*capacity",
        "Fargate has no room in these zones for now",
        lambda context: context.release(),
        _EVENTS,
    ),
    _remedy(
        r"alarm",
        "an alarm went off, or fired already",
        _look_at_alarms,
        "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html",
    ),
    _remedy(
        r"replacement task set|did not (become|reach|stabilize)|steady state|timed out",
        "the new tasks did not get healthy in time",
        _log_of_tasks,
        _EVENTS,
    ),
    _remedy(
        r"active deployment|DeploymentLimitExceeded",
        "another release is still under way",
        lambda context: f"canaryform status {context.build.file} -e {context.project.environment.name}",
        "https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html",
    ),
    _remedy(
        r"phase (context )?status|COMMAND_EXECUTION_ERROR|while executing command|Build terminated",
        "a command of the build failed, such as a test or the comparison of the tag with the version file",
        _log_of_builds,
        _BUILD,
    ),
    _remedy(
        r"No .*branch|reference .*not found|commit .*not found|repository .*not found",
        "the branch or the repository is not where the spec says",
        lambda context: f"git ls-remote --heads https://github.com/{context.project.repository}.git",
        _PIPELINE,
    ),
)
"""The first that fits counts: the more special before the more general."""
