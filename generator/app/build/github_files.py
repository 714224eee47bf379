"""Specs of one repository -> the files for GitHub: beside the templates of each, and in ``.github/`` for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from generator.app.build.discover import FOLDER
from generator.artifacts import Artifact
from generator.model.project import Spec
from generator.naming import github
from generator.sidefiles.deploy_command import Deployment
from generator.sidefiles.github_cfn_lint import cfn_lint
from generator.sidefiles.github_checks_workflow import checks_workflow
from generator.sidefiles.github_codeowners import codeowners
from generator.sidefiles.github_dependabot import dependabot
from generator.sidefiles.github_deploy_workflow import deploy_workflow
from generator.sidefiles.github_diff_workflow import diff_workflow
from generator.sidefiles.github_pull_request import pull_request_template
from generator.sidefiles.github_readme import readme
from generator.sidefiles.github_repository import Repository, RepositorySpec
from generator.sidefiles.github_ruleset import ruleset_text, rulesets


def repository_spec(
    spec: Spec,
    deployments: Sequence[Deployment],
    by_hand: Sequence[Deployment],
    template_format: str,
    bases: Sequence[str] = (),
) -> RepositorySpec:
    """What a spec has to say about its repository.

    ``deployments`` are what the workflow does, in their order, and ``by_hand`` is what an administrator does;
    ``bases`` are the files that the spec extends.
    """
    # The spec's folder is left out on purpose: the same spec gives the same bytes wherever it is called from.
    file = f"{FOLDER}/{PurePath(spec.file).name}"
    return RepositorySpec(spec.projects, file, template_format, tuple(deployments), tuple(by_hand), tuple(bases))


def github_files(spec: RepositorySpec) -> Iterator[Artifact]:
    """Everything in the project's folder ``github``: as it would be if the repository had no other spec."""
    alone = Repository((spec,))
    texts = {
        **of_repository(alone),
        github.DEPLOY_WORKFLOW: deploy_workflow(spec),
        github.LINTER: cfn_lint(),
        github.README: readme(spec),
    }
    for file, text in texts.items():
        yield Artifact(github.path(spec.project, file), text)
    for noun, body in rulesets(alone).items():
        yield Artifact(github.ruleset_path(spec.project, noun), ruleset_text(body))


def installed_files(repository: Repository) -> Iterator[Artifact]:
    """The files that GitHub reads from ``.github/``, by their paths there, for all specs of a repository."""
    for file, text in of_repository(repository).items():
        yield Artifact(file, text)
    for spec in repository.specs:
        yield Artifact(github.installed_deploy_workflow(spec.project), deploy_workflow(spec))


def of_repository(repository: Repository) -> dict[str, str]:
    """The files of which a repository has one each, however many specs it has."""
    files = {
        github.CHECKS_WORKFLOW: checks_workflow(repository),
        github.PULL_REQUEST: pull_request_template(repository),
        github.DEPENDABOT: dependabot(repository),
    }
    owners, canaryform = codeowners(repository), repository.git.canaryform
    if owners:
        files[github.CODEOWNERS] = owners
    if canaryform:
        files[github.DIFF_WORKFLOW] = diff_workflow(repository, canaryform)
    return files
