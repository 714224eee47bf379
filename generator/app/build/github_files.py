"""A spec and its stacks -> the files for GitHub."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from generator.app.build.discover import FOLDER
from generator.artifacts import Artifact
from generator.model.project import Spec
from generator.naming import github
from generator.sidefiles.deploy_command import Deployment
from generator.sidefiles.github_cfn_lint import cfn_lint
from generator.sidefiles.github_codeowners import codeowners
from generator.sidefiles.github_dependabot import dependabot
from generator.sidefiles.github_deploy_workflow import deploy_workflow
from generator.sidefiles.github_diff_workflow import diff_workflow
from generator.sidefiles.github_pull_request import pull_request_template
from generator.sidefiles.github_readme import readme
from generator.sidefiles.github_repository import Repository, repository
from generator.sidefiles.github_ruleset import ruleset_text, rulesets
from generator.sidefiles.github_service_workflow import service_workflow


def github_files(
    spec: Spec, deployments: Sequence[Deployment], by_hand: Sequence[Deployment], template_format: str, header: str
) -> Iterator[Artifact]:
    """Everything in the project's folder ``github``.

    ``deployments`` are what the workflow does, in their order, and ``by_hand`` is what an administrator does.
    """
    # The spec's folder is left out on purpose: the same spec gives the same bytes wherever it is called from.
    place = repository(spec, FOLDER, PurePath(spec.file).name, header)
    for file, text in _texts(place, deployments, by_hand, template_format):
        yield Artifact(github.path(place.project, file), text)
    for noun, body in rulesets(place).items():
        yield Artifact(github.ruleset_path(place.project, noun), ruleset_text(body))


def _texts(
    place: Repository, deployments: Sequence[Deployment], by_hand: Sequence[Deployment], template_format: str
) -> Iterator[tuple[str, str]]:
    yield github.SERVICE_WORKFLOW, service_workflow(place, template_format, [*deployments, *by_hand])
    yield github.LINTER, cfn_lint()
    yield github.DEPLOY_WORKFLOW, deploy_workflow(place, deployments)
    if place.git.canaryform:
        yield github.DIFF_WORKFLOW, diff_workflow(place, place.git.canaryform)
    owners = codeowners(place)
    if owners:
        yield github.CODEOWNERS, owners
    yield github.PULL_REQUEST, pull_request_template(place)
    yield github.DEPENDABOT, dependabot(place)
    yield github.README, readme(place, by_hand)
