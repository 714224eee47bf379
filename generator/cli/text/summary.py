"""What ``generate`` has done -> what it says: the stacks in deploy order, the files, and what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from itertools import count
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from generator.cli.text.complaint import printable
from generator.cli.text.table import Column, table
from generator.count import counted

if TYPE_CHECKING:
    from generator.app.build.product import Product
    from generator.app.output.differences import Difference
    from generator.app.output.write import Changes

_COLUMNS = (
    Column("#", is_number=True),
    Column("Stack"),
    Column("Template", is_folded=True),
    Column("Resources", is_number=True),
    Column("IAM"),
)


def stack_table(builds: Sequence[Product], width: int | None, *, has_box_characters: bool) -> str:
    """A table of the stacks in the order in which they deploy. A template that does not fit is folded.

    Without a ``width`` nothing is folded, for whoever greps it.
    """
    numbers = count(1)
    rows = []
    for stack in (stack for build in builds for stack in build.stacks):
        # Without a number: it stands beside the order.
        number = "-" if stack.by_administrator else str(next(numbers))
        iam = "yes" if stack.needs_iam else "-"
        cells = (number, stack.name, stack.template_path, str(stack.resources), iam)
        rows.append([printable(cell) for cell in cells])
    return "\n".join(table(_COLUMNS, rows, width, has_box_characters=has_box_characters))


def changes_line(changes: Changes, folder: str) -> str:
    """How many files there are and what became of them."""
    total = len(changes.written) + len(changes.unchanged)
    parts = [f"{len(changes.written)} written", f"{len(changes.unchanged)} unchanged"]
    if changes.removed:
        parts.append(f"{len(changes.removed)} removed")
    return f"{printable(folder)}: {counted(total, 'file')}, {', '.join(parts)}"


def kept_lines(changes: Changes, folder: str) -> list[str]:
    """A loud line for each file that is out of date and was not ours to remove."""
    return [
        warning(f"{PurePath(folder, path)} is not generated any more, but was changed by hand: remove it if unneeded")
        for path in changes.kept
    ]


def warning(text: str) -> str:
    """A line that must not be overlooked."""
    return f"{click.style('warning:', fg='yellow', bold=True)} {printable(text)}"


def note_lines(builds: Sequence[Product]) -> list[str]:
    """What a person should know of each spec, and may have meant."""
    return [warning(f"{build.project}: {note}") for build in builds for note in build.notes]


def next_lines(builds: Sequence[Product], folder: str) -> list[str]:
    """What to do after the files are there."""
    stacks = [stack for build in builds for stack in build.stacks]
    if not stacks:
        return []
    first = stacks[0]
    template = shlex.quote(str(PurePath(folder, first.template_path)))
    words = ["aws cloudformation deploy", *(f"--region {region}" for region in first.regions[:1])]
    words += [f"--stack-name {first.name}", f"--template-file {printable(template)}"]
    return [
        f"Next: commit {printable(folder)}/, then deploy the stacks from the top down, such as the first:",
        f"  {' '.join(words)}",
        "A stack that makes IAM roles also takes: --capabilities CAPABILITY_NAMED_IAM",
        "Authorise a new GitHub connection in the console before the first pipeline stack, and set the stack policies",
        "that are beside the templates. `canaryform deploy` does all of that; --print shows the commands in order.",
    ]


def difference_lines(differences: Sequence[Difference], folder: str) -> list[str]:
    """Every file that ``generate`` would change, with what it would change in it."""
    count = len(differences)
    end = f"{counted(count, 'file')} not as the specs say; `canaryform generate` writes them"
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
