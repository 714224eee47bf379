"""The arguments and options that several commands share, and the specs that they work on."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.app.build.discover import FOLDER, discover, meant

if TYPE_CHECKING:
    from generator.app.cache.result_cache import ResultCache

_Function = TypeVar("_Function", bound=Callable[..., Any])


class Number(click.FloatRange):
    """A number between bounds, which ``nan`` is not: it is neither below nor above any."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number. Raises BadParameter."""
        number = float(super().convert(value, param, ctx))
        if isnan(number):
            self.fail(f"{value!r} is no number.", param, ctx)
        return number


class Spec(click.Path):
    """One spec: a file, the name of a project, or a folder that has one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The file; the value itself where it does not say which."""
        files = meant(str(super().convert(value, param, ctx)))
        return files[0] if len(files) == 1 else value


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


def no_cache(function: _Function) -> _Function:
    """Add the option ``--no-cache``."""
    text = "Find out everything anew, and remember nothing."
    return click.option("--no-cache", is_flag=True, help=text)(function)


def memory(*, no_cache: bool) -> ResultCache:
    """What earlier runs found out, unless nobody wants to know."""
    # Imported here: not every command remembers something.
    from generator.app.cache.result_cache import ResultCache, open_memory

    return ResultCache(None) if no_cache else open_memory(os.environ)


def chosen(named: Sequence[str]) -> tuple[str, ...]:
    """The specs that the user named, by file, project or folder; or every one in ``specs/``."""
    files = tuple(file for name in named for file in meant(name)) or discover(Path())
    if not files:
        raise click.UsageError(f"No spec found in {FOLDER}/. Write a first one with `canaryform init`, or name a file.")
    return files
