"""An endpoint that takes connections and does not answer, or never ends: said after a few seconds, and ended."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from generator.errors import OutsideError
from generator.live.client import Aws
from generator.live.patience import Patience
from tests.cli.command import surroundings
from tests.live import stand_in
from tests.live.environment import put_spec
from tests.patience import read_until

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 100000\r\n\r\n<"


@contextmanager
def _endpoint(talk: Callable[[socket.socket, Event], None]) -> Iterator[str]:
    """The address of a server that talks so to each connection until the block is left."""
    is_over = Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    Thread(target=_held, args=(connection, talk, is_over), daemon=True).start()

        Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        is_over.set()


def _held(connection: socket.socket, talk: Callable[[socket.socket, Event], None], is_over: Event) -> None:
    with closing(connection), suppress(OSError):
        talk(connection, is_over)


def _say_nothing(connection: socket.socket, is_over: Event) -> None:
    is_over.wait()


def _trickle(connection: socket.socket, is_over: Event) -> None:
    connection.sendall(_HEAD)
    while not is_over.wait(0.01):
        connection.sendall(b"x")


@pytest.mark.parametrize("talk", [_say_nothing, _trickle])
def test_a_call_ends_in_its_time(talk: Callable[[socket.socket, Event], None], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in stand_in.surroundings().items():
        monkeypatch.setenv(name, value)
    with _endpoint(talk) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        aws = Aws("us-west-2", patience=Patience(note=0.1, call=0.5))
        with pytest.raises(OutsideError, match=r"GetCallerIdentity was not answered: .* within 0.5 s"):
            aws.call(aws.client("sts").get_caller_identity)


def test_a_command_says_what_it_waits_for(tmp_path: Path) -> None:
    put_spec(tmp_path)
    with _endpoint(_say_nothing) as url:
        process = subprocess.Popen(
            [sys.executable, "-m", "generator", "status", "-e", "prod"],
            cwd=tmp_path,
            env=surroundings(**stand_in.surroundings(), AWS_ENDPOINT_URL=url),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        assert process.stderr
        said = read_until(process.stderr.fileno(), lambda text: "\n" in text)
        process.kill()
        process.communicate()
    assert said == "waiting for AWS: no answer to GetCallerIdentity yet; giving up in 115 s\n"
