"""``canaryform github``: puts files, environments and rulesets in place at GitHub, and checks that they still are."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from generator.cli import option
from generator.cli.github_warning import (
    warn_of_misfits,
    warn_of_missing_workflow,
    warn_of_too_few_people,
)
from generator.cli.json.document import difference_document
from generator.cli.terminal.output import Output
from generator.cli.text.github_side import agreement, installed, things
from generator.count import counted
from generator.errors import ExitCode
from generator.naming.github import CODEOWNERS, INSTALLED_FOLDER

if TYPE_CHECKING:
    from generator.app.github.side import GitHubSide
    from generator.app.output.differences import Difference
    from generator.gitflow.environment import EnvironmentComparison
    from generator.gitflow.gh_api import GhApi
    from generator.gitflow.ruleset import Comparison

_dry_run = click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")


@click.group()
def command() -> None:
    """Put workflows, owners, environments and branch rules in place at GitHub, as the spec says.

    One side for all specs of a repository: those in specs/ count, whichever are named, and those installed before.
    `apply` and `check` work through gh, as whoever is logged in there.
    """


@command.command(short_help="Copy workflows, owners and templates into .github/.")
@option.specs
@click.option("--force", is_flag=True, help="Overwrite files that canaryform did not write, too.")
@option.template_format
@_dry_run
@click.pass_obj
def install(output: Output, specs: tuple[str, ...], force: bool, template_format: str, dry_run: bool) -> ExitCode:
    """Copy the workflows, owners and templates to where GitHub reads them: .github/ in the repository's root.

    A file that canaryform did not write, or that was changed since, stays as it is; CODEOWNERS and dependabot.yml get a
    marked section. Files that canaryform wrote, and that no spec needs any more, are removed.
    """
    side = _side(output, specs, template_format)
    if side is None:
        return ExitCode.PROBLEMS
    from generator.app.github.install import install as write
    from generator.app.github.install import plan_installation
    from generator.cli.text.summary import difference_heads, warning

    folder = side.root / INSTALLED_FOLDER
    plan = plan_installation(side.files, folder, side.specs, force=force)
    for path in plan.replaced:
        what = f"GitHub would not read {path} any more, so that {INSTALLED_FOLDER}/{CODEOWNERS} is not written"
        output.note(warning(f"{what}: move it there, and it gets a marked section; or use --force"))
    for path in plan.kept:
        what = f"{INSTALLED_FOLDER}/{path} was not written by canaryform, or was changed since, and stays as it is"
        output.note(warning(f"{what}: merge it by hand, or use --force"))
    if plan.differences:
        output.result("\n".join(difference_heads(plan.differences, INSTALLED_FOLDER)))
    if not dry_run:
        write(plan, folder)
    output.result(installed(plan, dry_run=dry_run))
    return ExitCode.OK


@command.command(short_help="Put environments, and rulesets for branches and tags, in place.")
@option.specs
@click.option("--environments", "is_begin", is_flag=True, help="Only the environments: before any workflow is pushed.")
@_dry_run
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def apply(output: Output, specs: tuple[str, ...], is_begin: bool, dry_run: bool, yes: bool) -> ExitCode:
    """Put environments, and rulesets for branches and tags, in place, after showing what changes.

    An environment takes deployments from the main branch only; its reviewers and its delay stay as they are, and so do
    environments and rulesets that the spec does not name, and those of the organisation.
    """
    side = _side(output, specs)
    if side is None:
        return ExitCode.PROBLEMS
    from generator.app.github.standing import misfits

    api = _api(side)
    comparisons = () if is_begin else _compare(output, api, side)
    environments = _environments(api, side)
    changed = [each for each in environments if each.diff]
    changes = [each for each in comparisons if each.diff]
    warn_of_misfits(output, side, misfits(api, side))
    if not changed and not changes:
        output.result(agreement(side, environments, comparisons))
        return ExitCode.OK
    output.result("\n".join(_diff([*changed, *changes])))
    if changes:
        warn_of_missing_workflow(output, side)
        warn_of_too_few_people(output, api, side)
    if dry_run:
        output.result(f"{side.repository}: {things(changed, changes)} would change")
        return ExitCode.OK
    question = f"Change {things(changed, changes)} of {side.repository}?"
    if not yes and not output.agrees(question, "nothing was changed"):
        return ExitCode.PROBLEMS
    _put(output, api, side, changed, changes)
    return ExitCode.OK


@command.command(short_help="Compare .github/, and GitHub's environments and rulesets, with the specs.")
@option.specs
@option.template_format
@option.as_json
@click.pass_obj
def check(output: Output, specs: tuple[str, ...], template_format: str, as_json: bool) -> ExitCode:
    """Compare .github/, and the environments and rulesets that GitHub has, with the specs; exit with 1 on a difference.

    A file of .github/ that is yours alone is none.
    """
    output.is_json = as_json
    side = _side(output, specs, template_format)
    if side is None:
        return ExitCode.PROBLEMS
    from generator.app.github.standing import standing

    found = standing(_api(side), side)
    _warn_of_hidden(output, found.rulesets)
    changes, changed = found.changed_rulesets, found.changed_environments
    wrong, files = found.misfits, _stale_files(side)
    is_whole = not (changes or changed or wrong or files)
    if as_json:
        output.problems_document(
            [],
            ok=is_whole,
            repository=side.repository,
            misfits=wrong,
            environments=[{"name": each.name, "diff": list(each.diff)} for each in found.environments],
            files=[difference_document(each) for each in files],
            rulesets=[{"name": each.name, "id": each.id, "diff": list(each.diff)} for each in found.rulesets],
        )
        return ExitCode.OK if is_whole else ExitCode.PROBLEMS
    if changes or changed:
        output.result("\n".join(_diff([*changed, *changes])))
        what = things(changed, changes)
        output.result(f"{side.repository}: {what} not as the spec says; `canaryform github apply`")
    else:
        output.result(agreement(side, found.environments, found.rulesets))
    for misfit in wrong:
        output.result(f"{side.repository}: {misfit}")
    if files:
        from generator.cli.text.summary import difference_heads

        output.result("\n".join(difference_heads(files, INSTALLED_FOLDER)))
        what = counted(len(files), "file")
        output.result(f"{INSTALLED_FOLDER}: {what} not as the specs say; `canaryform github install`")
    return ExitCode.OK if is_whole else ExitCode.PROBLEMS


def _side(output: Output, specs: tuple[str, ...], template_format: str = "yaml") -> GitHubSide | None:
    """What the spec says; None after printing what is wrong with it."""
    files = option.chosen(specs)
    from generator.app.build.product import Format
    from generator.app.github.side import github_side

    side = github_side(files, Format(template_format))
    if not side.problems:
        return side
    if output.is_json:
        output.problems_document(side.problems)
    else:
        output.problems(side.problems, {**side.texts, **side.extended}, end="; nothing was changed", are_result=False)
    return None


def _stale_files(side: GitHubSide) -> tuple[Difference, ...]:
    """What an installation would change."""
    from generator.app.github.install import plan_installation

    return plan_installation(side.files, side.root / INSTALLED_FOLDER, side.specs, force=False).differences


def _api(side: GitHubSide) -> GhApi:
    from generator.gitflow.gh import Gh
    from generator.gitflow.gh_api import GhApi

    return GhApi(Gh(side.root, os.environ, side.repository))


def _environments(api: GhApi, side: GitHubSide) -> tuple[EnvironmentComparison, ...]:
    from generator.gitflow.environment import compare_environments

    return compare_environments(api, side.repository, side.environments, side.git.main)


def _compare(output: Output, api: GhApi, side: GitHubSide) -> tuple[Comparison, ...]:
    from generator.gitflow.ruleset import compare

    comparisons = compare(api, side.repository, side.rulesets)
    _warn_of_hidden(output, comparisons)
    return comparisons


def _warn_of_hidden(output: Output, comparisons: Sequence[Comparison]) -> None:
    from generator.cli.text.summary import warning

    if any(each.hides_bypass for each in comparisons):
        output.note(warning("GitHub does not tell you who may bypass the rules: that takes write access to them"))


def _put(
    output: Output,
    api: GhApi,
    side: GitHubSide,
    changed: Sequence[EnvironmentComparison],
    changes: Sequence[Comparison],
) -> None:
    """The environments first: without them the rulesets guard less than they seem to."""
    from generator.gitflow.environment import put_environment
    from generator.gitflow.ruleset import put

    done: list[str] = []
    try:
        for environment in changed:
            put_environment(api, side.repository, environment)
            done.append(f"environment {environment.name}")
            output.result(f"{'created' if environment.found is None else 'updated'}: {done[-1]}")
        for each in changes:
            put(api, side.repository, each)
            done.append(each.name)
            output.result(f"{'created' if each.id is None else 'updated'}: {each.name}")
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"after {', '.join(done)}; run it again" if done else "run it again") from None


def _diff(changes: Sequence[Comparison | EnvironmentComparison]) -> list[str]:
    from generator.cli.text.summary import coloured

    return [coloured(line) for each in changes for line in each.diff]
