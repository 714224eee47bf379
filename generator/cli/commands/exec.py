"""``canaryform exec``: opens a shell in a task of a service, or runs a command there."""

from __future__ import annotations

import shutil
from typing import Any

import click

from generator.cli.service import one_service
from generator.cli.target import open_service, profile, profile_name, spec_and_environment
from generator.cli.terminal.output import Output
from generator.errors import ExitCode

_WORDS = "canaryform.words"


class _WithCommand(click.Command):
    """Takes what stands behind ``--`` for the words of another command, none of them for SPEC."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        place = args.index("--") if "--" in args else len(args)
        ctx.meta[_WORDS] = tuple(args[place + 1 :])
        return super().parse_args(ctx, args[:place])

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [*super().collect_usage_pieces(ctx), "[-- COMMAND...]"]


@click.command(cls=_WithCommand)
@spec_and_environment
@one_service
@click.option("--task", metavar="ID", default="", help="Which task, by the first letters of its id, as logs shows it.")
@click.option("--release", "is_release", is_flag=True, help="A task of the release that runs, or of the last.")
@profile
@click.pass_context
def command(
    context: click.Context, /, spec: str | None, environment: str | None, service: str | None, **wish: Any
) -> Any:
    """Open a shell in a task, or run COMMAND there: a task that answers users, without --task and --release.

    The spec has to allow it: service.exec, with service.read_only false. What runs there sees the secrets and has the
    permissions of the service. Needs the AWS CLI and its session-manager-plugin; ends with COMMAND's exit code.
    """
    from generator.app.shell.run import run
    from generator.app.shell.session import SHELL, Wish, missing_program, refuse_shell, session
    from generator.cli.plan import refuse
    from generator.errors import SpecError

    output = context.find_object(Output)
    assert output is not None
    try:
        target = open_service(output, spec, environment, service, refuse_shell)
        found = session(target, Wish(context.meta[_WORDS] or (SHELL,), profile=profile_name(), **wish))
    except SpecError as error:
        return refuse(output, error.problems)
    if missing := missing_program(shutil.which):
        raise missing
    output.note(f"task {found.task.id} of {target.service.names.ecs_service}")
    return run(found.command) or ExitCode.OK
