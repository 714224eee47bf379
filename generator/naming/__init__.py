"""Every physical name, stack name, export name and output path; nobody else builds a name.

Logical ids are in ``generator.naming.logical``.
"""

from __future__ import annotations

from typing import NamedTuple

OUTPUT_FOLDER = "templates_out"
"""The output folder's name in the user's repository; CodeBuild reads the build files from it."""

ACCOUNT = "${AWS::AccountId}"
REGION = "${AWS::Region}"
LONGEST_REGION = "us-isof-south-1"
"""No region's name is longer than its 15 characters."""

PRODUCTION_COLOURS = ("blue", "green")

LOAD_BALANCER_ALARM = "load-balancer"
"""What an alarm watches that is for the whole balancer, where others name a colour."""

RULES = ("deployment-failed", "pipeline-failed", "task-failed")
"""The nouns of the EventBridge rules."""

IMAGE_PLACEHOLDER = "IMAGE1_NAME"
"""What CodeDeployToECS replaces in taskdef.json by the image's URI; not a container's name.

https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
"""

BRANCH_TAG_PREFIX = "git-"
"""How the image tags of builds without a release begin; the commit's first 12 digits follow."""

DEPLOYER_TAG = "deployer-of"
"""The tag by which a deployer's policies know whose it is."""

BUILDSPEC = "buildspec.yml"
TASK_DEFINITION = "taskdef.json"
APPSPEC = "appspec.yaml"
IMAGE_DETAIL = "imageDetail.json"
MANIFEST = "manifest.json"
CHECKSUMS = "SHA256SUMS"

SHARED = "shared"


def shared_stack(project: str, noun: str) -> str:
    """The stack of something that all environments of an account use."""
    return f"{project}-{noun}"


def numbered(noun: str, number: int) -> str:
    """The noun of a stack that may take several templates: the first has none of that in its name."""
    return noun if number == 1 else f"{noun}-{number}"


def export(stack: str, output: str) -> str:
    """The export of a stack's output; unique in an account and region because stack names are."""
    return f"{stack}-{output}"


def repository(project: str) -> str:
    """The ECR repository of the environments that tags start: they release the same images."""
    return project


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


def template_path(project: str, folder: str, noun: str, suffix: str) -> str:
    """Where a template is written; ``folder`` is ``shared`` or an environment's name."""
    return f"{project}/{folder}/{noun}.{suffix}"


def stack_policy_path(project: str, folder: str, noun: str) -> str:
    """Where the stack policy that belongs to a template is written."""
    return f"{project}/{folder}/{noun}.stack-policy.json"


def manifest_path(project: str) -> str:
    """The list of all that was generated for a project."""
    return f"{project}/{MANIFEST}"


def checksums_path(project: str) -> str:
    """The checksums of all that was generated for a project, and of its spec."""
    return f"{project}/{CHECKSUMS}"


class Names(NamedTuple):
    """The names of one environment's things."""

    project: str
    environment: str

    @property
    def base(self) -> str:
        """How every name of the environment begins."""
        return f"{self.project}-{self.environment}"

    def stack(self, noun: str) -> str:
        """One of the environment's stacks."""
        return f"{self.base}-{noun}"

    @property
    def cluster(self) -> str:
        """The ECS cluster."""
        return self.base

    @property
    def service(self) -> str:
        """The ECS service."""
        return self.base

    @property
    def family(self) -> str:
        """The task definition family, of which every release is a revision."""
        return self.base

    @property
    def branch_repository(self) -> str:
        """The ECR repository of an environment that a branch starts: no other environment takes an image from it."""
        return f"{self.project}/{self.environment}"

    @property
    def container(self) -> str:
        """The container that gets the traffic."""
        return self.project

    @property
    def log_group(self) -> str:
        """Where the service logs."""
        return f"/ecs/{self.base}"

    @property
    def build_log_group(self) -> str:
        """Where CodeBuild logs."""
        return f"/codebuild/{self.base}"

    @property
    def load_balancer(self) -> str:
        """The Application Load Balancer."""
        return self.base

    def target_group(self, colour: str) -> str:
        """One of the two target groups that CodeDeploy swaps."""
        return f"{self.base}-{colour}"

    def role(self, principal: str) -> str:
        """An IAM role. It names the region, because role names are global in an account."""
        return f"{self.base}-{principal}-{REGION}"

    @property
    def key_alias(self) -> str:
        """The alias of the environment's KMS key."""
        return f"alias/{self.base}"

    @property
    def artifact_bucket(self) -> str:
        """The pipeline's artifact bucket; account and region make the name globally unique."""
        return f"{self.base}-artifacts-{ACCOUNT}-{REGION}"

    @property
    def log_bucket(self) -> str:
        """The bucket of access logs: the load balancer's and the artifact bucket's."""
        return f"{self.base}-logs-{ACCOUNT}-{REGION}"

    @property
    def build_project(self) -> str:
        """The CodeBuild project."""
        return self.base

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

    @property
    def topic(self) -> str:
        """The SNS topic that people subscribe to."""
        return f"{self.base}-notifications"

    @property
    def dashboard(self) -> str:
        """The CloudWatch dashboard."""
        return f"{self.base}-{REGION}"

    def alarm(self, subject: str, measure: str) -> str:
        """An alarm: what it watches (``blue``, ``green``, ``load-balancer``) and what it measures."""
        return f"{self.base}-{subject}-{measure}"

    def rule(self, noun: str) -> str:
        """An EventBridge rule."""
        return f"{self.base}-{noun}"

    def template_path(self, noun: str, suffix: str) -> str:
        """Where one of the environment's templates is written."""
        return template_path(self.project, self.environment, noun, suffix)

    def file_path(self, file: str) -> str:
        """Where one of the environment's build files is written."""
        return f"{self.project}/{self.environment}/{file}"
