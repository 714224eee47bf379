"""Writes artifacts below the output folder: all of them or none, whatever happens in between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from generator.app.output.changes import Plan, folders_of, plan
from generator.app.output.disk import Disk
from generator.app.output.interrupt import interruptible_once, uninterruptible
from generator.app.output.lock import locked
from generator.app.output.stage import STAGING, Stage
from generator.artifacts import AnyArtifact
from generator.errors import OutsideError

WRITTEN = "but all files had been written"
"""What a KeyboardInterrupt says that comes when there is nothing left to take back."""


class Changes(NamedTuple):
    """What a run did: paths relative to the output folder."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    """Files that are no longer generated, but stay because somebody has changed them by hand."""


def write(
    artifacts: Sequence[AnyArtifact], root: Path, disk: Disk | None = None, removed: Sequence[str] = ()
) -> Changes:
    """Bring the folder ``root`` in line with the artifacts.

    A file that already says the same is not touched; a file that an earlier run wrote for the same project and this
    one does not is removed, and so are those ``removed``. On any exception, KeyboardInterrupt included, ``root`` is as
    it was.
    """
    disk = disk or Disk()
    if root.is_symlink():
        hint = "put a folder in its place: nothing is written through a link"
        raise OutsideError(f"cannot write to {root}", "it is a symbolic link", hint)
    with interruptible_once(), _refusals(root), _folder(root, disk), locked(root):
        for stage in Stage.left_behind(root, disk):
            stage.close()
        todo = plan(artifacts, root, removed)
        if todo.changes:
            _carry_out(todo, Stage.below(root, disk))
    return Changes(
        written=tuple(change.path for change in todo.changes if change.artifact),
        unchanged=todo.unchanged,
        removed=tuple(change.path for change in todo.changes if change.artifact is None),
        kept=todo.kept,
    )


def _carry_out(todo: Plan, stage: Stage) -> None:
    is_filled = False
    try:
        stage.fill(todo.changes)
        is_filled = True
        stage.commit(todo.changes)
        _remove_empty_folders(stage, todo)
    except BaseException as reason:
        is_late = is_filled and stage.is_committed
        _close(stage)
        if not is_late:
            raise
        # All is in its place; only tidying up was stopped.
        if isinstance(reason, KeyboardInterrupt):
            raise KeyboardInterrupt(WRITTEN) from None
        if not isinstance(reason, OSError):
            raise
    else:
        _close(stage)


def _close(stage: Stage) -> None:
    try:
        with uninterruptible():
            stage.close()
    except OSError as refusal:
        if stage.is_committed:
            return  # The leftovers mean nothing; the next run removes them.
        raise OutsideError.from_os(
            f"cannot restore {stage.root}",
            refusal,
            f"the old files are kept in {stage.folder}; the next run puts them back",
        ) from refusal


def _remove_empty_folders(stage: Stage, todo: Plan) -> None:
    """Remove the folders that the removed files leave empty, innermost first."""
    removed = [change.path for change in todo.changes if change.artifact is None]
    folders = {folder for path in removed for folder in folders_of(path)}
    for folder in sorted(folders, reverse=True):
        place = stage.root / folder
        if not any(place.iterdir()):
            stage.disk.remove_folder(place)


@contextmanager
def _folder(root: Path, disk: Disk) -> Iterator[None]:
    """Make the output folder, with the folders above it, where they are missing; on an exception they go again."""
    made: list[Path] = []
    try:
        for folder in _missing(root):
            made.append(folder)
            try:
                disk.make_folder(folder)
            except FileExistsError:
                made.remove(folder)  # Another run was faster: the folder is its own.
        yield
    except BaseException:
        for folder in reversed(made):
            if folder.is_dir() and not any(folder.iterdir()):
                disk.remove_folder(folder)
        raise


def _missing(root: Path) -> Iterable[Path]:
    """The folders down to ``root`` that do not exist, outermost first."""
    if root.exists() and not root.is_dir():
        raise OutsideError(f"cannot write to {root}", "it is not a folder", "move it away")
    return [folder for folder in reversed([root, *root.parents]) if not folder.exists()]


@contextmanager
def _refusals(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as refusal:
        named = (refusal.filename2, refusal.filename)
        # The staging folder's names mean nothing to the user, and are gone by now.
        where = next((name for name in named if name and STAGING not in str(name)), root)
        raise OutsideError.from_os(f"cannot write {where}", refusal) from refusal
