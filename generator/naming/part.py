"""The words and the parts that names are made of, and the names of what all environments of an account use."""

from __future__ import annotations

OUTPUT_FOLDER = "templates_out"
"""The output folder's name in the user's repository; CodeBuild reads the build files from it."""

ACCOUNT = "${AWS::AccountId}"
REGION = "${AWS::Region}"
LONGEST_REGION = "us-isof-south-1"
"""No region's name is longer than its 15 characters."""

PRODUCTION_COLOURS = ("blue", "green")

LOAD_BALANCER_ALARM = "load-balancer"
"""What an alarm watches that is for the whole balancer, where others name a colour."""

TASKS_ALARM = "tasks"
"""What an alarm watches that is for the tasks of a service, whichever colour they are of."""

QUEUE_ALARM = "queue"
"""What an alarm of a worker watches: its queue,"""
DEAD_LETTERS_ALARM = "dead-letters"
"""or the queue of the messages that it could not work on."""

JOB_ALARM = "runs"
"""What an alarm of a job watches, where those of a service name a colour."""

JOB_RULE = "task-failed"
"""The noun of the EventBridge rule of a job."""

TASK_RULE = "task-failed"
"""The noun of the EventBridge rule of the tasks of a service."""
RULES = ("deployment-failed", "pipeline-failed", TASK_RULE)
"""The nouns of the EventBridge rules."""
PUSH_RULE = "image-pushed"
WAITING_RULE = "release-waits"
"""The noun of one more, where a release waits for a person."""

IMAGE_PLACEHOLDER = "IMAGE1_NAME"
"""What CodeDeployToECS replaces in taskdef.json by the image's URI; not a container's name.

https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
"""

BRANCH_TAG_PREFIX = "git-"
"""How the image tags of builds without a release begin; the commit's first 12 digits follow."""

DEPLOYER_TAG = "deployer-of"
"""The tag by which a deployer's policies know whose it is."""

BUILDSPEC = "buildspec.yml"

SHARED = "shared"
MAIN = "main"
"""What the service of the key ``service`` is called, where a name has to be; its things have no such word in theirs."""
EVERY_OTHER = "*"
"""In a policy: the pattern of the services beside the main one, however many there are."""
_TO_SERVICE = "--"
"""What joins a service to its environment. No word of a spec has two hyphens in a row, so ``shop-prod--*`` are the
services of ``prod``, and nothing of an environment ``prod-eu``.
"""


def beside(base: str, service: str) -> str:
    """How the names of a service begin, where those of the main one begin with ``base``."""
    return base if service == MAIN else f"{base}{_TO_SERVICE}{service}"


def shared_stack(project: str, noun: str, service: str = MAIN) -> str:
    """The stack of something that all environments of an account use: for all services, or for one of them."""
    return f"{beside(project, service)}-{noun}"


def numbered(noun: str, number: int) -> str:
    """The noun of a stack that may take several templates: the first has none of that in its name."""
    return noun if number == 1 else f"{noun}-{number}"


def export(stack: str, output: str) -> str:
    """The export of a stack's output; unique in an account and region because stack names are."""
    return f"{stack}-{output}"


def repository(project: str, service: str = MAIN) -> str:
    """The ECR repository of a service, for the environments that tags start: they release the same images."""
    return project if service == MAIN else f"{project}/{service}"


def image_tag(release: str) -> str:
    """The tag in ECR of a release's Git tag: a Docker tag has no plus sign.

    https://docs.docker.com/reference/cli/docker/image/tag/
    """
    return release.replace("+", "_")


def release_tag(image_tag: str, prefix: str) -> str:
    """The Git tag of a release's image; SemVer has no underscore, but ``prefix``, which it begins with, may."""
    return prefix + image_tag.removeprefix(prefix).replace("_", "+")


def connection(project: str) -> str:
    """The GitHub connection."""
    return project
