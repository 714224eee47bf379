"""What ``generate`` has done -> what it says: the stacks in deploy order, the files, and what to do next."""

from __future__ import annotations

import io
import shlex
from collections.abc import Sequence
from itertools import count
from pathlib import PurePath
from typing import TYPE_CHECKING

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from generator.cli.complaint import printable

if TYPE_CHECKING:
    from generator.app.check import Difference
    from generator.app.compile import Build
    from generator.app.write import Changes

_UNLIMITED = 10_000
"""Columns where there is no terminal: nothing is wrapped, for whoever greps it."""


def stack_table(builds: Sequence[Build], width: int | None, *, has_box_characters: bool) -> str:
    """A table of the stacks in the order in which they deploy. A template that does not fit is folded."""
    lines = box.SIMPLE_HEAD if has_box_characters else box.ASCII2
    table = Table(box=lines, pad_edge=not has_box_characters, header_style="")
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("Stack", no_wrap=True)
    table.add_column("Template", overflow="fold")
    table.add_column("Resources", justify="right", no_wrap=True)
    table.add_column("IAM", no_wrap=True)
    stacks = [stack for build in builds for stack in build.stacks]
    numbers = count(1)
    for stack in stacks:
        # Without a number: it stands beside the order.
        number = "-" if stack.by_administrator else str(next(numbers))
        iam = "yes" if stack.needs_iam else "-"
        cells = (number, stack.name, stack.template_path, str(stack.resources), iam)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    page = io.StringIO()
    # Always in colour; the printer takes it out where there is no terminal.
    Console(file=page, width=width or _UNLIMITED, force_terminal=True, color_system="standard").print(table)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines() if line.strip())


def changes_line(changes: Changes, folder: str) -> str:
    """How many files there are and what became of them."""
    total = len(changes.written) + len(changes.unchanged)
    parts = [f"{len(changes.written)} written", f"{len(changes.unchanged)} unchanged"]
    if changes.removed:
        parts.append(f"{len(changes.removed)} removed")
    return f"{printable(folder)}: {total} file{'s' * (total != 1)}, {', '.join(parts)}"


def kept_lines(changes: Changes, folder: str) -> list[str]:
    """A loud line for each file that is out of date and was not ours to remove."""
    return [
        warning(f"{PurePath(folder, path)} is not generated any more, but was changed by hand: remove it if unneeded")
        for path in changes.kept
    ]


def warning(text: str) -> str:
    """A line that must not be overlooked."""
    return f"{click.style('warning:', fg='yellow', bold=True)} {printable(text)}"


def next_lines(builds: Sequence[Build], folder: str) -> list[str]:
    """What to do after the files are there."""
    subjects = [subject for build in builds for subject in build.subjects]
    stacks = [stack for build in builds for stack in build.stacks]
    if not stacks:
        return []
    first = stacks[0]
    regions = [subject.regions[0] for subject in subjects if subject.path == first.template_path]
    template = shlex.quote(str(PurePath(folder, first.template_path)))
    words = ["aws cloudformation deploy", *(f"--region {region}" for region in regions)]
    words += [f"--stack-name {first.name}", f"--template-file {printable(template)}"]
    return [
        f"Next: commit {printable(folder)}/, then deploy the stacks from the top down, such as the first:",
        f"  {' '.join(words)}",
        "A stack that makes IAM roles also takes: --capabilities CAPABILITY_NAMED_IAM",
        "Authorise a new GitHub connection in the console before the first pipeline stack, and set the stack policies",
        "that are beside the templates; README.md has all commands in order.",
    ]


def difference_lines(differences: Sequence[Difference], folder: str) -> list[str]:
    """Every file that ``generate`` would change, with what it would change in it."""
    count = len(differences)
    end = f"{count} file{'s' * (count != 1)} not as the specs say; `canaryform generate` writes them"
    return [*difference_heads(differences, folder), end]


def difference_heads(differences: Sequence[Difference], folder: str) -> list[str]:
    """Every file that differs, and how."""
    lines = []
    for difference in differences:
        path = printable(str(PurePath(folder, difference.path)))
        lines.append(click.style(f"{difference.kind}: {path}", bold=True))
        lines += [f"  {coloured(line)}" for line in difference.diff]
    return lines


def coloured(line: str) -> str:
    """A line of a unified diff."""
    line, colours = printable(line), {"+": "green", "-": "red", "@": "cyan"}
    return click.style(line, fg=colours[line[0]]) if line[:1] in colours else line
