"""``canaryform release``: releases and hotfixes by Gitflow and SemVer, each step shown before it is done."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from generator.cli import offer, option, plan
from generator.cli.service import one_service
from generator.cli.target import connecting, profile
from generator.cli.terminal.output import Output
from generator.cli.text.complaint import hint, printable
from generator.errors import ExitCode

if TYPE_CHECKING:
    from generator.app.gitflow.repository import ReleaseRepository
    from generator.gitflow.step import Plan
    from generator.gitflow.survey import Running

_Function = TypeVar("_Function", bound=Callable[..., Any])
_COLOURS = {"ok": "green", "failed": "red", "unknown": "yellow"}


def _spec(function: _Function) -> _Function:
    """Add the argument ``[SPEC]`` and the option ``-s``: the command gets both as what is wanted."""

    @wraps(function)
    def both(*arguments: Any, spec: str | None, service: str | None, **options: Any) -> Any:
        return function(*arguments, wanted=plan.Wanted(spec, service), **options)

    argument = click.argument("spec", metavar="[SPEC]", required=False, type=option.Spec())
    return cast(_Function, argument(one_service(both)))


def _changes(function: _Function) -> _Function:
    """Add what every command has that changes something."""
    dry = click.option("--dry-run", is_flag=True, help="Show every step, do none.")
    yes = click.option("-y", "--yes", is_flag=True, help="Do not ask before the first step.")
    return cast(_Function, _spec(dry(yes(click.pass_obj(function)))))


_without = click.option(
    "--no-pull-request", is_flag=True, help="Merge and push from here: for branches without protection."
)


@click.group()
def command() -> None:
    """Release by Gitflow and SemVer: every step is shown first, and nothing is done before all checks pass.

    SPEC is only needed where specs/ holds several. No command ever force-pushes.
    """


@click.group()
def hotfix() -> None:
    """Mend what is released: a branch from main, and back to main and develop."""


@click.command("start")
@click.argument("version", metavar="VERSION|major|minor|patch", shell_complete=offer.versions)
@_changes
def start(output: Output, version: str, wanted: plan.Wanted, dry_run: bool, yes: bool) -> ExitCode:
    """Begin a release on a branch from develop: version file, changelog, one commit.

    A commit list since the last tag is drafted into CHANGELOG.md, for you to edit.
    """
    return _start("release", output, version, wanted, dry_run=dry_run, yes=yes)


@click.command("start")
@click.argument("version", metavar="[VERSION|patch]", default="patch", shell_complete=offer.versions)
@_changes
def start_hotfix(output: Output, version: str, wanted: plan.Wanted, dry_run: bool, yes: bool) -> ExitCode:
    """Begin a hotfix on a branch from main; the next patch version unless you name one."""
    return _start("hotfix", output, version, wanted, dry_run=dry_run, yes=yes)


@click.command("finish")
@_without
@_changes
def finish(output: Output, wanted: plan.Wanted, no_pull_request: bool, dry_run: bool, yes: bool) -> ExitCode:
    """Finish the open release: a pull request into main first; after its merge, run again to tag and clean up.

    With --no-pull-request all at once: merge to main, tag, merge back to develop, push, delete the branch.
    """
    return _finish("release", output, wanted, no_pull_request, dry_run=dry_run, yes=yes)


@click.command("finish")
@_without
@_changes
def finish_hotfix(output: Output, wanted: plan.Wanted, no_pull_request: bool, dry_run: bool, yes: bool) -> ExitCode:
    """Finish the open hotfix, as `release finish` does; an open release branch gets the fix too."""
    return _finish("hotfix", output, wanted, no_pull_request, dry_run=dry_run, yes=yes)


@click.command("continue")
@_changes
def proceed(output: Output, wanted: plan.Wanted, dry_run: bool, yes: bool) -> ExitCode:
    """Go on after a merge conflict that you resolved, or after a finish that was interrupted."""
    return plan.act(output, wanted, lambda repository: repository.proceed(), dry_run=dry_run, yes=yes)


@click.command("abort")
@_changes
def abort(output: Output, wanted: plan.Wanted, dry_run: bool, yes: bool) -> ExitCode:
    """Take back a finish that stopped, as long as nothing of it was pushed."""
    return plan.act(output, wanted, lambda repository: repository.abort(), dry_run=dry_run, yes=yes)


@click.command("check")
@_spec
@option.as_json
@click.pass_obj
def check(output: Output, wanted: plan.Wanted, as_json: bool) -> ExitCode:
    """Judge whether the last release is whole: tag, version file, branches, checks; 1 when anything failed."""
    output.is_json = as_json
    from generator.errors import SpecError

    try:
        lines = plan.open_repository(wanted).check()
    except SpecError as error:
        return plan.refuse(output, error.problems)
    is_ok = all(line.verdict != "failed" for line in lines)
    if as_json:
        output.document({"ok": is_ok, "lines": [vars(line) for line in lines]})
    for line in () if as_json else lines:
        verdict = click.style(f"{line.verdict:<8}", fg=_COLOURS[line.verdict])
        output.result(f"{verdict} {printable(line.what)}")
        if line.mend:
            output.result(f"{'':8} {hint(line.mend).strip()}")
    return ExitCode.OK if is_ok else ExitCode.PROBLEMS


@click.command("status")
@_spec
@click.option("--live", is_flag=True, help="Ask AWS which version each environment runs.")
@profile
@option.as_json
@click.pass_obj
def status(output: Output, wanted: plan.Wanted, live: bool, as_json: bool) -> ExitCode:
    """Draw main, develop, and the open release and hotfix branches, with the last versions.

    With --live it ends with 3 where AWS did not tell a version; the reason is in its place.
    """
    output.is_json = as_json
    from generator.app.gitflow.repository import not_asked
    from generator.errors import SpecError
    from generator.gitflow.drawing import drawing

    try:
        repository = plan.open_repository(wanted)
        found = repository.survey(_running(output, repository) if live else not_asked)
    except SpecError as error:
        return plan.refuse(output, error.problems)
    is_told = not live or not any(place.unknown for place in found.environments)
    if as_json:
        output.document({"ok": is_told, **found.document()})
    else:
        lines = drawing(found, has_box_characters=output.has_box_characters).split("\n")
        output.result("\n".join(map(printable, lines)))
    return ExitCode.OK if is_told else ExitCode.OUTSIDE


def _running(output: Output, repository: ReleaseRepository) -> Running:
    from generator.app.gitflow.running import running  # Only --live pays for what calls AWS.

    return running(repository.services, connecting(output))


def _start(kind: str, output: Output, version: str, wanted: plan.Wanted, *, dry_run: bool, yes: bool) -> ExitCode:
    from generator.app.gitflow.repository import today
    from generator.gitflow.settings import Kind

    if wanted.file is None and version.endswith((".yaml", ".yml")) and kind == "hotfix":
        version, wanted = "patch", wanted._replace(file=version)
    date = today(os.environ)
    return plan.act(
        output, wanted, lambda repository: repository.start(Kind(kind), version, date), dry_run=dry_run, yes=yes
    )


def _finish(kind: str, output: Output, wanted: plan.Wanted, alone: bool, *, dry_run: bool, yes: bool) -> ExitCode:
    from generator.gitflow.settings import Kind

    def planned(repository: ReleaseRepository) -> Plan:
        return repository.finish(Kind(kind), has_pull_request=not alone)

    return plan.act(output, wanted, planned, dry_run=dry_run, yes=yes)


for _each in (start, finish, hotfix, check, status, proceed, abort):
    command.add_command(_each)
for _each in (start_hotfix, finish_hotfix):
    hotfix.add_command(_each)
