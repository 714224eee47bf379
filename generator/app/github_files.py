"""A spec and its stacks -> the files for GitHub."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePath

from generator.app.discover import FOLDER
from generator.artifacts import Artifact
from generator.model.project import Spec
from generator.naming import Names, github
from generator.sidefiles.deploy_command import Deployment
from generator.sidefiles.github_codeowners import codeowners
from generator.sidefiles.github_dependabot import dependabot
from generator.sidefiles.github_deploy_workflow import deploy_workflow
from generator.sidefiles.github_pull_request import pull_request_template
from generator.sidefiles.github_readme import readme
from generator.sidefiles.github_repository import Repository, repository
from generator.sidefiles.github_ruleset import ruleset_text, rulesets
from generator.sidefiles.github_service_workflow import service_workflow
from generator.stacks.protocol import Stack

CAPABILITIES = ("CAPABILITY_NAMED_IAM",)
"""What a stack that makes IAM roles is deployed with."""


def github_files(
    spec: Spec, stacks: Sequence[Stack], large: Collection[str], template_format: str, header: str
) -> Iterator[Artifact]:
    """Everything in the project's folder ``github``; ``large`` are the stacks whose templates need a bucket."""
    # The spec's folder is left out on purpose: the same spec gives the same bytes wherever it is called from.
    place = repository(spec, FOLDER, PurePath(spec.file).name, header)
    deployments = [_deployment(stack, large, template_format) for stack in stacks if not stack.by_administrator]
    for file, text in _texts(place, deployments, template_format):
        yield Artifact(github.path(place.project, file), text)
    for noun, body in rulesets(place).items():
        yield Artifact(github.ruleset_path(place.project, noun), ruleset_text(body))


def _texts(place: Repository, deployments: Sequence[Deployment], template_format: str) -> Iterator[tuple[str, str]]:
    yield github.SERVICE_WORKFLOW, service_workflow(place, template_format)
    yield github.DEPLOY_WORKFLOW, deploy_workflow(place, deployments)
    owners = codeowners(place)
    if owners:
        yield github.CODEOWNERS, owners
    yield github.PULL_REQUEST, pull_request_template(place)
    yield github.DEPENDABOT, dependabot(place)
    yield github.README, readme(place)


def _deployment(stack: Stack, large: Collection[str], template_format: str) -> Deployment:
    return Deployment(
        stack=stack.name,
        folder=stack.folder,
        template=stack.path(template_format),
        regions=stack.regions,
        capabilities=CAPABILITIES if stack.needs_iam else (),
        stack_policy=stack.policy_path,
        tags=stack.tags,
        is_protected=stack.is_protected,
        bucket=Names(stack.project, stack.folder).artifact_bucket if stack.name in large else None,
    )
