"""Runs commands as new processes do, in copies of one process that has imported everything already.

What a command imports takes it longer than most of what the tests ask of it. So each test process starts one of these,
which imports the product once; a command is then a fork of it, with arguments, folder, environment and streams of its
own. What an interpreter reads at its start is the server's: `starts_alike` tells which commands that may not do for.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import pkgutil
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, NoReturn

from tests.patience import SECONDS

_REPOSITORY = Path(__file__).parents[2]
_READ_AT_START = ("PYTHON", "LANG", "LC_", "TZ")
_LOADED_LATE = ("botocore.session", "botocore.parsers", "botocore.signers")
"""What no module of the product imports before it is needed."""


class ForkServer:
    """The end of it that the tests hold."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._starts_with = _read_at_start(environment)
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(theirs.fileno())],
                cwd=_REPOSITORY,
                env=dict(environment),
                pass_fds=[theirs.fileno()],
            )
        atexit.register(self.close)

    def starts_alike(self, environment: Mapping[str, str]) -> bool:
        """Whether a new interpreter would start in this environment as the server did."""
        return _read_at_start(environment) == self._starts_with

    def run(
        self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str], stdin: str
    ) -> subprocess.CompletedProcess[str]:
        """What `subprocess.run` returns; the process is killed where it takes too long."""
        request = {"arguments": [*arguments], "folder": str(folder), "environment": dict(environment)}
        ours, theirs = socket.socketpair()
        with (
            ours,
            _holding(json.dumps(request)) as asked,
            _holding(stdin) as read,
            _holding() as out,
            _holding() as err,
        ):
            with theirs:
                files = [file.fileno() for file in (theirs, asked, read, out, err)]
                socket.send_fds(self._control, [b"."], files)
            ours.settimeout(SECONDS)
            with ours.makefile() as answer:
                process = int(answer.readline())
                try:
                    code = int(answer.readline())
                except TimeoutError:
                    os.kill(process, signal.SIGKILL)
                    raise
            return subprocess.CompletedProcess([*arguments], code, _text(out), _text(err))

    def close(self) -> None:
        """End the server."""
        self._control.close()
        self._process.wait()


@cache
def fork_server(process: int) -> ForkServer:
    """The one of a test process; a fork of it would need another."""
    assert process == os.getpid()
    return ForkServer({**os.environ, "PYTHONPATH": str(_REPOSITORY)})


def _read_at_start(environment: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in environment.items() if key.startswith(_READ_AT_START)}


def _holding(text: str = "") -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115  It is closed by whoever asked.
    file.write(text.encode())
    file.seek(0)
    return file


def _text(file: IO[bytes]) -> str:
    """As `subprocess.run` reads it."""
    file.seek(0)
    return file.read().decode().replace("\r\n", "\n").replace("\r", "\n")


def _serve(control: socket.socket) -> None:
    package = import_module("generator")
    for module in pkgutil.walk_packages(package.__path__, "generator."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for name in _LOADED_LATE:
        import_module(name)
    gc.collect()
    gc.freeze()  # A collection would write to all that the forks share.
    ended, wake = socket.socketpair()
    wake.setblocking(False)
    signal.set_wakeup_fd(wake.fileno())
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    running: dict[int, int] = {}
    while True:
        ready, _, _ = select.select([control, ended], [], [])
        if ended in ready:
            ended.recv(4096)
            _tell_ends(running)
        if control in ready:
            message, files, _, _ = socket.recv_fds(control, 1, 5)
            if not message:
                return
            _start(files, running)


def _start(files: Sequence[int], running: dict[int, int]) -> None:
    """Begin a command, and tell its number."""
    answer, request, *streams = files
    command = os.fork()
    if command == 0:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for other in (answer, *running.values()):
            os.close(other)
        _run(request, streams)
    for file in (request, *streams):
        os.close(file)
    running[command] = answer
    os.write(answer, f"{command}\n".encode())


def _tell_ends(running: dict[int, int]) -> None:
    while running:
        command, status = os.waitpid(-1, os.WNOHANG)
        if not command:
            return
        answer = running.pop(command)
        with suppress(BrokenPipeError):  # The test waits no longer.
            os.write(answer, f"{os.waitstatus_to_exitcode(status)}\n".encode())
        os.close(answer)


def _run(request: int, streams: Sequence[int]) -> NoReturn:
    with open(request, encoding="utf-8") as file:
        asked = json.load(file)
    for descriptor, stream in enumerate(streams):
        os.dup2(stream, descriptor)
        os.close(stream)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["canaryform", *asked["arguments"]]
    from generator.__main__ import main

    try:
        main()
    except SystemExit as end:
        code = end.code
    _end(code if isinstance(code, int) else bool(code))


def _end(code: int) -> NoReturn:
    """As an interpreter does, but for the taking apart of every module, which takes longer than most commands."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as _control:
        _serve(_control)
