"""``canaryform github``: puts files and rulesets in place at GitHub, and checks that they still are."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from generator.cli import option
from generator.cli.output import Output
from generator.errors import ExitCode
from generator.naming.github import INSTALLED_FOLDER, SERVICE_WORKFLOW

if TYPE_CHECKING:
    from generator.app.github import GitHubSide
    from generator.app.install import Installation
    from generator.release.gh_api import GhApi
    from generator.release.ruleset import Comparison

_dry_run = click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")


@click.group()
def command() -> None:
    """Put workflows, owners and branch rules in place at GitHub, as the spec says.

    Without SPEC: the only spec in specs/. `apply` and `check` work through gh, as whoever is logged in there.
    """


@command.command(short_help="Copy workflows, owners and templates into .github/.")
@option.specs
@click.option("--force", is_flag=True, help="Overwrite files that canaryform did not write, too.")
@option.template_format
@_dry_run
@click.pass_obj
def install(output: Output, specs: tuple[str, ...], force: bool, template_format: str, dry_run: bool) -> ExitCode:
    """Copy the workflows, owners and templates to where GitHub reads them: .github/ in the repository's root.

    A file that canaryform did not write, or that was changed since, stays as it is.
    """
    side = _side(output, specs, template_format)
    if side is None:
        return ExitCode.PROBLEMS
    from generator.app.install import install as write
    from generator.app.install import plan_installation
    from generator.cli.summary import difference_heads, warning

    folder = side.root / INSTALLED_FOLDER
    plan = plan_installation(side.files, folder, force=force)
    for path in plan.kept:
        what = f"{INSTALLED_FOLDER}/{path} was not written by canaryform, or was changed since, and stays as it is"
        output.note(warning(f"{what}: merge it by hand, or use --force"))
    if plan.differences:
        output.result("\n".join(difference_heads(plan.differences, INSTALLED_FOLDER)))
    if not dry_run:
        write(plan, folder)
    output.result(_installed(plan, dry_run=dry_run))
    return ExitCode.OK


@command.command(short_help="Put the rulesets for branches and tags in place.")
@option.specs
@_dry_run
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def apply(output: Output, specs: tuple[str, ...], dry_run: bool, yes: bool) -> ExitCode:
    """Put the rulesets for branches and tags in place, after showing what changes.

    Rulesets that canaryform did not make, and those of the organisation, stay as they are.
    """
    side = _side(output, specs)
    if side is None:
        return ExitCode.PROBLEMS
    api, comparisons = _compare(output, side)
    changes = [each for each in comparisons if each.diff]
    _warn_of_misfits(output, side, _misfits(api, side))
    if not changes:
        output.result(_agreement(side, comparisons))
        return ExitCode.OK
    output.result("\n".join(_diff(changes)))
    _warn_of_missing_workflow(output, side)
    _warn_of_too_few_people(output, api, side)
    if dry_run:
        output.result(f"{side.repository}: {_rulesets(len(changes))} would change")
        return ExitCode.OK
    if not yes and not output.confirm(f"Change {_rulesets(len(changes))} of {side.repository}?"):
        output.note("nothing was changed")
        return ExitCode.OK
    _put(output, api, side, changes)
    return ExitCode.OK


@command.command(short_help="Compare GitHub's rulesets with the spec.")
@option.specs
@option.as_json
@click.pass_obj
def check(output: Output, specs: tuple[str, ...], as_json: bool) -> ExitCode:
    """Compare the rulesets that GitHub has with the spec; exit with 1 when they differ."""
    output.is_json = as_json
    side = _side(output, specs)
    if side is None:
        return ExitCode.PROBLEMS
    api, comparisons = _compare(output, side)
    changes = [each for each in comparisons if each.diff]
    misfits = _misfits(api, side)
    if as_json:
        rulesets = [{"name": each.name, "id": each.id, "diff": list(each.diff)} for each in comparisons]
        is_whole = not (changes or misfits)
        output.problems_document([], ok=is_whole, repository=side.repository, misfits=misfits, rulesets=rulesets)
        return ExitCode.OK if is_whole else ExitCode.PROBLEMS
    if changes:
        output.result("\n".join(_diff(changes)))
        output.result(f"{side.repository}: {_rulesets(len(changes))} not as the spec says; `canaryform github apply`")
    else:
        output.result(_agreement(side, comparisons))
    for misfit in misfits:
        output.result(f"{side.repository}: {misfit}")
    return ExitCode.PROBLEMS if changes or misfits else ExitCode.OK


def _side(output: Output, specs: tuple[str, ...], template_format: str = "yaml") -> GitHubSide | None:
    """What the spec says; None after printing what is wrong with it."""
    files = option.chosen(specs)
    if len(files) > 1:
        raise click.UsageError(f"One spec at a time: name one of {', '.join(files)}.")
    from generator.app.github import github_side
    from generator.app.product import Format

    side = github_side(files[0], Format(template_format))
    if not side.problems:
        return side
    if output.is_json:
        output.problems_document(side.problems)
    else:
        output.problems(side.problems, {side.file: side.text}, end="; nothing was changed", are_result=False)
    return None


def _compare(output: Output, side: GitHubSide) -> tuple[GhApi, tuple[Comparison, ...]]:
    from generator.cli.summary import warning
    from generator.release.gh import Gh
    from generator.release.gh_api import GhApi
    from generator.release.ruleset import compare

    api = GhApi(Gh(side.root, os.environ, side.repository))
    comparisons = compare(api, side.repository, side.rulesets)
    if any(each.hides_bypass for each in comparisons):
        output.note(warning("GitHub does not tell you who may bypass the rules: that takes write access to them"))
    return api, comparisons


def _misfits(api: GhApi, side: GitHubSide) -> list[str]:
    from generator.release.identity import identity, misfits

    return [*misfits(identity(api, side.repository), side.repository, side.git)]


def _warn_of_misfits(output: Output, side: GitHubSide, misfits: Sequence[str]) -> None:
    from generator.cli.summary import warning

    for misfit in misfits:
        output.note(warning(f"AWS will refuse the deploy workflow: {misfit}. Mend {side.file}, then generate"))


def _warn_of_too_few_people(output: Output, api: GhApi, side: GitHubSide) -> None:
    """Say when the rules make a repository that nobody can merge into: nobody approves a pull request of their own.

    https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests/approving-a-pull-request-with-required-reviews
    """
    from generator.cli.summary import warning
    from generator.release.reviewers import writers

    needed, there = side.git.approvals, writers(api, side.repository) if side.git.approvals else None
    if there is not None and there <= needed:
        people = f"{there} {'person' if there == 1 else 'people'}"
        others = f"{needed} other{'s' * (needed != 1)} to approve it"
        what = f"{people} can write to {side.repository}, and a pull request needs {others}"
        output.note(warning(f"{what}: nobody could merge. Say git: {{approvals: {max(there - 1, 0)}}} in {side.file}"))


def _put(output: Output, api: GhApi, side: GitHubSide, changes: Sequence[Comparison]) -> None:
    from generator.release.ruleset import put

    done: list[str] = []
    try:
        for each in changes:
            put(api, side.repository, each)
            done.append(each.name)
            output.result(f"{'created' if each.id is None else 'updated'}: {each.name}")
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"after {', '.join(done)}; run it again" if done else "run it again") from None


def _diff(changes: Sequence[Comparison]) -> list[str]:
    from generator.cli.summary import coloured

    return [coloured(line) for each in changes for line in each.diff]


def _warn_of_missing_workflow(output: Output, side: GitHubSide) -> None:
    """Say what would leave every pull request waiting."""
    from generator.cli.summary import warning

    [workflow] = [file.path for file in side.files if file.path.endswith(f"-{SERVICE_WORKFLOW.rpartition('/')[2]}")]
    if not (side.root / INSTALLED_FOLDER / workflow).is_file():
        what = f"{INSTALLED_FOLDER}/{workflow} is not there, and pull requests would wait for its checks for ever"
        output.note(warning(f"{what}: run `canaryform github install` and commit it first"))


def _installed(plan: Installation, *, dry_run: bool) -> str:
    count, written = len(plan.artifacts) - 1, len(plan.differences)
    verb = "to write" if dry_run else "written"
    kept = f", {len(plan.kept)} kept" if plan.kept else ""
    return f"{INSTALLED_FOLDER}: {written} {verb}, {count - written} unchanged{kept}"


def _agreement(side: GitHubSide, comparisons: Sequence[Comparison]) -> str:
    return f"{side.repository}: all {_rulesets(len(comparisons))} are as the spec says"


def _rulesets(count: int) -> str:
    return f"{count} ruleset{'s' * (count != 1)}"
