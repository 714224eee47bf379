"""What ``generate`` has done -> what it says: the stacks in deploy order, the files, and what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from generator.cli.text.complaint import printable
from generator.cli.text.table import Column, table
from generator.count import counted
from generator.naming.layout import LAYOUT

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
_PROJECT_COLUMNS = (
    Column("Project"),
    Column("Environments", is_folded=True),
    Column("Stacks", is_number=True),
    Column("Files", is_number=True),
)
_FEW = 3
"""Projects: of more, each is one line."""


def stack_table(builds: Sequence[Product], width: int | None, *, has_box_characters: bool) -> str:
    """A table of the stacks in the order in which they deploy. A template that does not fit is folded.

    Without a ``width`` nothing is folded, for whoever greps it. More than a few projects are one line each.
    """
    if len(builds) > _FEW:
        return "\n".join(table(_PROJECT_COLUMNS, _projects(builds), width, has_box_characters=has_box_characters))
    numbers = count(1)
    rows = []
    for stack in (stack for build in builds for stack in build.stacks):
        # Without a number: it stands beside the order.
        number = "-" if stack.by_administrator else str(next(numbers))
        iam = "yes" if stack.needs_iam else "-"
        cells = (number, stack.name, stack.template_path, str(stack.resources), iam)
        rows.append([printable(cell) for cell in cells])
    return "\n".join(table(_COLUMNS, rows, width, has_box_characters=has_box_characters))


def _projects(builds: Sequence[Product]) -> list[list[str]]:
    return [
        [
            printable(build.project),
            printable(" ".join(build.environments)),
            str(len(build.stacks)),
            str(len(build.artifacts)),
        ]
        for build in builds
    ]


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
    """What a person should know of the specs, and may have meant: once, be it of one or of many."""
    projects: dict[str, list[str]] = {}
    for build in builds:
        for note in build.notes:
            projects.setdefault(note, []).append(build.project)
    return [warning(f"{_few(names)}: {note}") for note, names in projects.items()]


def layout_lines(before: Mapping[str, int | None]) -> list[str]:
    """What a person should know of each project of which there were files ``before``, by another layout."""
    return [
        warning(
            f"{project}: these files were of layout {layout}, and are of layout {LAYOUT} now. Stacks that were deployed"
            " with the earlier ones cannot become these, so deploying is refused. Git has the earlier files"
        )
        for project, layout in before.items()
        if layout not in {None, LAYOUT}
    ]


def orphan_lines(folders: Sequence[str], folder: str) -> list[str]:
    """What a person should know of output that no spec is the source of any more."""
    return [
        warning(
            f"{folder}/{name}: no spec is of the project {name} any more. The files stay, since its stacks may: delete "
            "those with the spec that git has (`canaryform destroy`), then the folder"
        )
        for name in folders
    ]


def _few(names: Sequence[str]) -> str:
    more = len(names) - _FEW
    return f"{', '.join(names[:_FEW])} and {more} more" if more > 0 else ", ".join(names)


def next_lines(builds: Sequence[Product], folder: str, *, is_found: bool) -> list[str]:
    """What to do after the files are there; ``is_found`` says that a command finds the first spec without its name."""
    first = next((build for build in builds if build.environments), None)
    if first is None:
        return []
    words = ["canaryform deploy", *([] if is_found else [shlex.quote(first.file)])]
    return [
        f"Next: commit {printable(folder)}/, then deploy:",
        f"  {printable(' '.join(words))} -e {first.environments[0]}",
        "With --plan it shows what it would do, with --print the AWS CLI's commands in order.",
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
