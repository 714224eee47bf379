"""The arguments and options that several commands share, and the specs that they work on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.app.discover import FOLDER, discover

_Function = TypeVar("_Function", bound=Callable[..., Any])


def specs(function: _Function) -> _Function:
    """Add the argument ``[SPEC]...``."""
    path = click.Path()  # Completes file names; what is there is for the reader to say, in its own words.
    return click.argument("specs", metavar="[SPEC]...", nargs=-1, type=path)(function)


def as_json(function: _Function) -> _Function:
    """Add the option ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document on standard output.")(function)


def template_format(function: _Function) -> _Function:
    """Add the option ``--format``."""
    formats = click.Choice(["yaml", "json"])
    text = "How templates are written."
    return click.option(
        "--format", "template_format", type=formats, default="yaml", show_default=True, help=text
    )(function)  # fmt: skip


def chosen(named: Sequence[str]) -> tuple[str, ...]:
    """The specs that the user named, or every one in ``specs/``."""
    files = tuple(named) or discover(Path())
    if not files:
        raise click.UsageError(f"No spec found in {FOLDER}/. Write a first one with `canaryform init`, or name a file.")
    return files
