"""A stack -> the AWS CLI's commands that deploy it: what the workflow runs, and ``canaryform deploy --print`` shows.

https://docs.aws.amazon.com/cli/latest/reference/cloudformation/deploy/
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import NamedTuple

from generator import naming

CAPABILITIES = ("CAPABILITY_NAMED_IAM",)
"""What a stack that makes IAM roles is deployed with."""


class Deployment(NamedTuple):
    """A stack as the deploy command takes it; paths are relative to the output folder."""

    stack: str
    folder: str
    """``shared``, or the environment's name."""
    template: str
    regions: tuple[str, ...]
    capabilities: tuple[str, ...] = ()
    stack_policy: str | None = None
    tags: Mapping[str, str] = {}
    is_protected: bool = False
    """Whether termination protection belongs on it."""
    bucket: str | None = None
    """The name of the bucket that takes the template, when it is too large for a call."""


def account(region: str) -> str:
    """The account that the commands run in, as a shell substitutes it; the AWS CLI wants a region for every call."""
    return f"$(aws sts get-caller-identity --region {region} --query Account --output text)"


def commands(deployment: Deployment, region: str, folder: str = naming.OUTPUT_FOLDER) -> str:
    """The commands, as lines of a shell script; ``folder`` is where the templates are."""
    stack = f"--region {region} --stack-name {deployment.stack}"
    lines = [
        f"aws cloudformation deploy {stack}",
        f"--template-file {shlex.quote(f'{folder}/{deployment.template}')}",
        "--no-fail-on-empty-changeset",
    ]
    if deployment.capabilities:
        lines.append(f"--capabilities {' '.join(deployment.capabilities)}")
    if deployment.bucket:
        bucket = deployment.bucket.replace(naming.ACCOUNT, account(region)).replace(naming.REGION, region)
        lines.append(f'--s3-bucket "{bucket}" --s3-prefix templates')
    if deployment.tags:
        lines.append(f"--tags {' '.join(shlex.quote(f'{key}={value}') for key, value in deployment.tags.items())}")
    script = _command(*lines)
    if deployment.stack_policy:
        policy = shlex.quote(f"file://{folder}/{deployment.stack_policy}")
        script += _command(f"aws cloudformation set-stack-policy {stack}", f"--stack-policy-body {policy}")
    if deployment.is_protected:
        protect = f"aws cloudformation update-termination-protection {stack}"
        script += _command(protect, "--enable-termination-protection")
    return script


def _command(*parts: str) -> str:
    return " \\\n  ".join(parts) + "\n"
