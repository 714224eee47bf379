"""Disks that fail on command."""

import errno
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

from generator.app.output.disk import Disk


class Copying(Disk):
    """A file system without hard links."""

    def back_up(self, source: Path, target: Path) -> None:
        shutil.copy2(source, target, follow_symlinks=False)


class Faulty(Disk):
    """Fails at one operation, just before it or just after it; ``dead``: at every one from there on, as if killed.

    KeyboardInterrupt is a real signal, so it does what a signal does at that moment.
    """

    def __init__(
        self,
        at: int = 0,
        fault: type[BaseException] = OSError,
        *,
        after: bool = False,
        dead: bool = False,
        disk: Disk | None = None,
    ) -> None:
        self.operations: list[str] = []
        self._at, self._fault, self._after, self._dead = at, fault, after, dead
        self._disk = disk or Disk()

    def make_folder(self, path: Path) -> None:
        self._do("make_folder", lambda: self._disk.make_folder(path))

    def put(self, path: Path, data: bytes) -> None:
        self._do("put", lambda: self._disk.put(path, data), lambda: self._disk.put(path, data[: len(data) // 2]))

    def copy_mode(self, source: Path, target: Path) -> None:
        self._do("copy_mode", lambda: self._disk.copy_mode(source, target))

    def back_up(self, source: Path, target: Path) -> None:
        self._do("back_up", lambda: self._disk.back_up(source, target))

    def move(self, source: Path, target: Path) -> None:
        self._do("move", lambda: self._disk.move(source, target))

    def remove(self, path: Path) -> None:
        self._do("remove", lambda: self._disk.remove(path))

    def remove_folder(self, path: Path) -> None:
        self._do("remove_folder", lambda: self._disk.remove_folder(path))

    def remove_tree(self, path: Path) -> None:
        self._do("remove_tree", lambda: self._disk.remove_tree(path))

    def _do(self, name: str, operation: Callable[[], None], half: Callable[[], None] = lambda: None) -> None:
        self.operations.append(name)
        number = len(self.operations)
        is_time = number == self._at
        if self._dead and self._at and number > self._at:
            self._fail()
        if is_time and not self._after:
            half()
            self._fail()
        operation()
        if is_time:
            self._fail()

    def _fail(self) -> None:
        if self._fault is KeyboardInterrupt:
            signal.raise_signal(signal.SIGINT)
        elif self._fault is OSError:
            raise OSError(errno.ENOSPC, "No space left on device")
        else:
            raise self._fault
