"""The click commands -> docs/commands.md: ``python -m tests.docs.command_page`` writes it anew."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from generator.cli.main import cli
from tests.docs.page import ROOT

PATH = ROOT / "docs/commands.md"
_HEAD = """\
# Commands

Made by `make docs` from the commands' own help; do not edit.

Without arguments they work on every spec in `specs/`. SPEC is a file, the name of a project, or a folder; the commands
of `release` need its name only where there are several, those of `github` take the specs of one repository together.
`canaryform COMMAND --help` prints what stands here.

Exit codes: 0 all is well; 1 something has problems, is stale or differs; 2 wrong usage; 3 a file cannot be read or
written, or AWS, git, gh or GitHub refused; 130 interrupted.

| Command | What it does |
| --- | --- |
"""
PAGES = {
    "init": "install.md",
    "rules": "rules.md",
    "power": "canary.md",
    "diff": "diff.md",
    "report": "report.md",
    "draw": "report.md",
    "deploy": "deploy.md",
    "status": "operate.md",
    "continue": "operate.md",
    "rollback": "operate.md",
    "migrate": "engines.md",
    "destroy": "deploy.md",
    "logs": "operate.md",
    "exec": "operate.md",
    "open": "operate.md",
    "doctor": "doctor.md",
    "verify": "doctor.md",
    "schema": "spec.md",
    "github": "github.md",
    "release": "release-flow.md",
}
"""Which page has more than the help of a command, or of a group."""


def commands(group: click.Context | None = None) -> Iterator[click.Context]:
    """A context for each command, those in groups included; not for groups."""
    group = group or click.Context(cli, info_name="canaryform")
    assert isinstance(group.command, click.Group)
    for name in group.command.list_commands(group):
        command = group.command.get_command(group, name)
        assert command is not None, name
        context = click.Context(command, parent=group, info_name=name)
        if isinstance(command, click.Group):
            yield from commands(context)
        else:
            yield context


def written() -> str:
    """The page as Markdown."""
    found = [*commands()]
    rows = [f"| [`{each.command_path}`](#{_anchor(each)}) | {_short(each)} |" for each in found]
    return _HEAD + "\n".join(rows) + "\n" + "".join(map(_section, found))


def _anchor(context: click.Context) -> str:
    return context.command_path.replace(" ", "-")


def _short(context: click.Context) -> str:
    return _escaped(context.command.get_short_help_str(limit=200).removesuffix("."))


def _section(context: click.Context) -> str:
    command = context.command
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    help_text = inspect.cleandoc(command.help or "").replace("\b\n", "")
    parts = [f"\n## {context.command_path}", f"```text\n{usage}\n```", help_text, *_options(context)]
    group = context.command_path.split(" ")[1]
    if group in PAGES:
        parts.append(f"More: [{PAGES[group]}]({PAGES[group]}).")
    return "\n\n".join(parts) + "\n"


def _options(context: click.Context) -> Iterator[str]:
    records = [
        found
        for each in context.command.params
        if isinstance(each, click.Option) and (found := each.get_help_record(context))
    ]
    if records:
        rows = [f"| `{_escaped(names)}` | {_escaped(text)} |" for names, text in records]
        yield "\n".join(["| Option | What it does |", "| --- | --- |", *rows])


def _escaped(text: str) -> str:
    """A cell of a table: at GitHub a bar in code ends it, and elsewhere an escaped one is shown with its backslash."""
    return " ".join(text.split()).replace("|", ", ")


if __name__ == "__main__":
    PATH.write_text(written(), encoding="utf-8")
