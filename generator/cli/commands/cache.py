"""``canaryform cache``: shows where results of earlier runs are kept and how large they are, or removes them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from generator.cli import option
from generator.cli.terminal.output import Output
from generator.errors import ExitCode, OutsideError

if TYPE_CHECKING:
    from pathlib import Path

    from generator.app.cache.store import Size, Store


@click.group(invoke_without_command=True)
@option.as_json
@click.pass_context
def command(context: click.Context, as_json: bool) -> ExitCode | None:
    """Show where `generate` and `lint` keep what they have found out, and how much it is.

    What is kept depends on nothing but what it was found out from: removing it changes no result. Another folder:
    CANARYFORM_CACHE_DIR.
    """
    output = context.find_object(Output)
    assert output is not None
    output.is_json = as_json
    if context.invoked_subcommand:
        return None
    folder, store, why = _open()
    size = store.size()
    if as_json:
        output.document({"ok": True, **_document(folder, size), "limit": _limit(), "unusable": why})
    else:
        output.result(f"{folder}: {_words(size)}, at most {_limit() // 2**20} MiB")
        if why:
            output.note(f"it is not used: {why}")
    return ExitCode.OK


@command.command()
@option.as_json
@click.pass_obj
def clear(output: Output, as_json: bool) -> ExitCode:
    """Remove everything that is kept."""
    output.is_json = output.is_json or as_json
    folder, store, _ = _open()
    try:
        removed = store.clear()
    except OSError as refusal:
        raise OutsideError.from_os(f"cannot clear {folder}", refusal) from refusal
    if output.is_json:
        output.document({"ok": True, **_document(folder, removed)})
    else:
        output.result(f"{folder}: removed {_words(removed)}")
    return ExitCode.OK


def _open() -> tuple[Path, Store, str]:
    """The folder, what is in it, and why it is not used, if it is not."""
    from generator.app.cache.folder import cache_folder, prepare_folder
    from generator.app.cache.store import Store

    folder = cache_folder(os.environ)
    if folder is None:
        raise OutsideError("there is no cache", "no home folder is known", "name a folder in CANARYFORM_CACHE_DIR")
    return folder, Store(folder), prepare_folder(folder)


def _limit() -> int:
    from generator.app.cache.store import LIMIT

    return LIMIT


def _document(folder: Path, size: Size) -> dict[str, object]:
    return {"folder": str(folder), "entries": size.entries, "bytes": size.size}


def _words(size: Size) -> str:
    return f"{size.entries} {'entry' if size.entries == 1 else 'entries'}, {size.size / 2**20:.1f} MiB"
