"""A click group that loads a command's module only when that command runs."""

from __future__ import annotations

from importlib import import_module

import click
from click.shell_completion import CompletionItem

from generator.cli.catalog import COMMANDS
from generator.near import nearest


class CatalogGroup(click.Group):
    """Lists, completes and suggests commands from the catalog alone."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the catalog's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name].module).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Say which command was probably meant."""
        name = args[0]
        if name not in COMMANDS and not ctx.resilient_parsing and not name.startswith("-"):
            near = nearest(name, COMMANDS)
            question = f" Did you mean '{near}'?" if near else f" Commands: {', '.join(COMMANDS)}."
            ctx.fail(f"No such command '{name}'.{question}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in the help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete a command's name, or the group's own options."""
        known = [(name, entry.help) for name, entry in COMMANDS.items() if name.startswith(incomplete)]
        names = [CompletionItem(name, help=text) for name, text in known]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]
