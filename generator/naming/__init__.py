"""Every physical name, stack name and export name; nobody else builds a name.

Logical ids are in ``generator.naming.logical``, output paths in ``generator.naming.path``.
"""

from __future__ import annotations

from typing import NamedTuple

from generator.naming.path import template_path

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
_OF_WHAT_EXISTS = frozenset({"network", "alb"})
"""The nouns of the stacks that an environment does not have whose load balancer exists already, in its own VPC."""
_TO_SERVICE = "--"
"""What joins a service to its environment. No word of a spec has two hyphens in a row, so ``shop-prod--*`` are the
services of ``prod``, and nothing of an environment ``prod-eu``.
"""


def _beside(base: str, service: str) -> str:
    """How the names of a service begin, where those of the main one begin with ``base``."""
    return base if service == MAIN else f"{base}{_TO_SERVICE}{service}"


def shared_stack(project: str, noun: str, service: str = MAIN) -> str:
    """The stack of something that all environments of an account use: for all services, or for one of them."""
    return f"{_beside(project, service)}-{noun}"


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


class EnvironmentNames(NamedTuple):
    """The names of what the services of one environment share."""

    project: str
    environment: str
    given_cluster: str = ""
    """The ECS cluster, where one that exists already is named."""
    given_load_balancer: str = ""
    """The load balancer, where one that exists already is named."""

    @property
    def base(self) -> str:
        """How every name of the environment begins, but those of what exists already."""
        return f"{self.project}-{self.environment}"

    def stack(self, noun: str) -> str:
        """One of the environment's own stacks."""
        return f"{self.base}-{noun}"

    @property
    def cluster(self) -> str:
        """The ECS cluster."""
        return self.given_cluster or self.base

    @property
    def load_balancer(self) -> str:
        """The Application Load Balancer."""
        return self.given_load_balancer or self.base

    def handing_stack(self, noun: str) -> str:
        """The stack that hands on what the stack ``noun`` makes; what exists already the stack ``base`` hands on."""
        return self.stack("base" if self.given_load_balancer and noun in _OF_WHAT_EXISTS else noun)

    @property
    def namespace(self) -> str:
        """The namespace of Cloud Map in which services find each other."""
        return self.base

    @property
    def key_alias(self) -> str:
        """The alias of the environment's KMS key."""
        return f"alias/{self.base}"

    @property
    def artifact_bucket(self) -> str:
        """The pipelines' artifact bucket; account and region make the name globally unique."""
        return f"{self.base}-artifacts-{ACCOUNT}-{REGION}"

    @property
    def log_bucket(self) -> str:
        """The bucket of access logs: the load balancer's and the artifact bucket's."""
        return f"{self.base}-logs-{ACCOUNT}-{REGION}"

    @property
    def topic(self) -> str:
        """The SNS topic that people subscribe to."""
        return f"{self.base}-notifications"

    @property
    def dashboard(self) -> str:
        """The CloudWatch dashboard."""
        return f"{self.base}-{REGION}"

    @property
    def log_groups(self) -> tuple[str, ...]:
        """Patterns of the log groups of whatever services it has, and of no other environment's."""
        return tuple(f"/{kind}/{self.base}{rest}" for kind in ("ecs", "codebuild") for rest in ("", "/*"))

    @property
    def deployer(self) -> str:
        """The role that deploys the environment; it names the region, as every role does."""
        return f"{self.base}-deployer-{REGION}"

    def template_path(self, noun: str, suffix: str) -> str:
        """Where one of the environment's templates is written."""
        return template_path(self.project, self.environment, noun, suffix)


class ServiceNames(NamedTuple):
    """The names of one service's things in one environment."""

    environment: EnvironmentNames
    service: str = MAIN

    @property
    def base(self) -> str:
        """How every name of the service begins; the main service's is the environment's own."""
        return _beside(self.environment.base, self.service)

    @property
    def _suffix(self) -> list[str]:
        return [] if self.service == MAIN else [self.service]

    def stack(self, noun: str) -> str:
        """One of the service's stacks."""
        return f"{self.base}-{noun}"

    @property
    def ecs_service(self) -> str:
        """The ECS service."""
        return self.base

    @property
    def family(self) -> str:
        """The task definition family, of which every release is a revision."""
        return self.base

    @property
    def repository(self) -> str:
        """The ECR repository of the environments that tags start: they release the same images."""
        return repository(self.environment.project, self.service)

    @property
    def branch_repository(self) -> str:
        """The ECR repository of an environment that builds other branches than main, and that no other takes from."""
        return "/".join([self.environment.project, self.environment.environment, *self._suffix])

    @property
    def container(self) -> str:
        """The container that gets the traffic."""
        return "-".join([self.environment.project, *self._suffix])

    @property
    def discovery(self) -> str:
        """What ECS calls it in the namespace; its metrics have that name, and no environment's to tell them apart."""
        return self.base

    @property
    def log_group(self) -> str:
        """Where the service logs."""
        return "/".join(["/ecs", self.environment.base, *self._suffix])

    @property
    def build_log_group(self) -> str:
        """Where CodeBuild logs."""
        return "/".join(["/codebuild", self.environment.base, *self._suffix])

    def target_group(self, colour: str) -> str:
        """One of the two target groups between which releases move the traffic."""
        return f"{self.base}-{colour}"

    def role(self, principal: str) -> str:
        """An IAM role. It names the region, because role names are global in an account."""
        return f"{self.base}-{principal}-{REGION}"

    @property
    def build_project(self) -> str:
        """The CodeBuild project."""
        return self.base

    @property
    def admission_project(self) -> str:
        """The CodeBuild project that admits commits; no environment's name has an underscore."""
        return f"{self.base}_admit"

    @property
    def template_project(self) -> str:
        """The CodeBuild project that fetches the template of a release."""
        return f"{self.base}_template"

    @property
    def before_project(self) -> str:
        """The CodeBuild project that runs a task before a release; no environment's name has an underscore."""
        return f"{self.base}_before"

    @property
    def before_family(self) -> str:
        """The family of the task that runs before a release."""
        return f"{self.family}_before"

    @property
    def pipeline(self) -> str:
        """The CodePipeline pipeline."""
        return self.base

    @property
    def application(self) -> str:
        """The CodeDeploy application."""
        return self.base

    @property
    def deployment_group(self) -> str:
        """The CodeDeploy deployment group."""
        return self.base

    def alarm(self, subject: str, measure: str) -> str:
        """An alarm: what it watches (``blue``, ``green``, ``load-balancer``) and what it measures."""
        return f"{self.base}-{subject}-{measure}"

    def rule(self, noun: str) -> str:
        """An EventBridge rule."""
        return f"{self.base}-{noun}"

    @property
    def queue(self) -> str:
        """The queue that a worker takes its work from."""
        return self.base

    @property
    def dead_letters(self) -> str:
        """The queue of the messages that a worker could not work on."""
        return f"{self.base}-dead-letters"

    @property
    def schedule(self) -> str:
        """The EventBridge schedule of a job, and the group that it alone is in."""
        return self.base

    @property
    def undelivered(self) -> str:
        """The queue of the runs of a job that could not be started."""
        return f"{self.base}-undelivered"

    def file_path(self, file: str) -> str:
        """Where one of the service's build files is written."""
        return f"{self.environment.project}/{self.environment.environment}/{self.service}/{file}"
