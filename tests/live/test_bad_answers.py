"""What stands between us and AWS, or AWS itself, answers nonsense: each is said, and none is a traceback."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from generator.live.client import Aws
from generator.live.identity import caller
from tests.cli.command import canaryform
from tests.live.environment import HEALTHY, put_spec
from tests.live.fault import PORTAL, at, everywhere, http
from tests.live.release import CANARY
from tests.live.stand_in import ACCOUNT, Answers, Request, standing_in, surroundings

_XML = b"<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>"
_COMMANDS = (
    ("status",),
    ("doctor",),
    ("deploy", "--plan"),
    ("deploy", "--yes"),
    ("destroy", "--confirm", "prod"),
    ("rollback", "--dry-run"),
    ("rollback", "--yes", "--to", "v1.2.2"),
    ("power", "--live"),
)
_ANSWERS: Answers = {**HEALTHY, **CANARY}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path)
    return tmp_path


@contextmanager
def _answering(answer: bytes) -> Iterator[str]:
    """A server that gives every request the same bytes, and closes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        is_over = False

        def serve() -> None:
            while True:
                connection, _ = server.accept()
                with connection:
                    if is_over:
                        return
                    connection.settimeout(20)
                    _read(connection)
                    connection.sendall(answer)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        port = server.getsockname()[1]
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            is_over = True
            socket.create_connection(("127.0.0.1", port)).close()
            thread.join(timeout=20)


def _read(connection: socket.socket) -> None:
    """The whole request: a client that is cut off in the middle would say that instead."""
    text = b""
    while b"\r\n\r\n" not in text:
        text += connection.recv(65536)
    head, _, body = text.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")]
    missing = int(lengths[0]) - len(body) if lengths else 0
    while missing > 0:
        missing -= len(connection.recv(missing))


def _said(folder: Path, url: str, *command: str) -> str:
    variables = {**surroundings(), "AWS_ENDPOINT_URL": url, "AWS_MAX_ATTEMPTS": "1"}
    result = canaryform(folder, command[0], "-e", "prod", *command[1:], **variables)
    assert result.returncode == 3, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    return result.stderr


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (http("200 OK", PORTAL, "Content-Type: text/html"), "what came back is no answer of AWS"),
        (http("200 OK", b""), "what came back is no answer of AWS"),
        (http("200 OK", _XML), "what came back is no answer of AWS"),
        (http("200 OK", _XML, length=4000), "check the network"),
        (http("302 Found", b"", "Location: http://127.0.0.1:1/login"), "what came back is no answer of AWS"),
        (http("500 Internal Server Error", b"upstream connect error"), "what came back is no answer of AWS"),
        (http("503 Service Unavailable", b""), "what came back is no answer of AWS: HTTP 503"),
        (b"not HTTP at all\r\n\r\n", "check the network"),
        (b"", "check the network"),
    ],
    ids=["portal", "empty", "half", "truncated", "redirect", "plain 500", "empty 503", "no HTTP", "nothing"],
)
def test_each_kind_is_said(answer: bytes, words: str, folder: Path) -> None:
    with _answering(answer) as url:
        said = _said(folder, url, "status")
    assert words in said
    assert "hint: " in said


@pytest.mark.parametrize("kind", ["portal", "page", "empty 500", "other types"])
@pytest.mark.parametrize("command", _COMMANDS, ids=" ".join)
def test_every_command_says_it(command: tuple[str, ...], kind: str, folder: Path) -> None:
    with standing_in(_ANSWERS, everywhere(kind, "GetCallerIdentity")) as aws:
        result = canaryform(folder, command[0], "-e", "prod", *command[1:], **aws.environment, AWS_MAX_ATTEMPTS="1")
    said = result.stdout + result.stderr
    assert result.returncode == 3, said
    assert "Traceback" not in said
    assert "was not answered" in said or "cannot be called" in said
    assert not [request for request in aws.requests if request.operation.startswith(("Stop", "Start", "Delete"))]


def test_a_login_page_is_no_empty_list_of_deployments(folder: Path) -> None:
    with standing_in(_ANSWERS, at("portal", "ListDeployments")) as aws:
        result = canaryform(folder, "rollback", "-e", "prod", "--yes", **aws.environment)
    assert (result.returncode, result.stdout) == (3, "")
    assert "ListDeployments was not answered: what came back is no answer of AWS: HTTP 200" in result.stderr


def test_a_server_error_without_a_word_of_aws_is_tried_again() -> None:
    faults = [http("500 Internal Server Error", b""), http("502 Bad Gateway", b"upstream connect error")]

    def at_first(request: Request, status: int, kind: str, body: bytes) -> bytes | None:
        return faults.pop() if faults else None

    with standing_in(_ANSWERS, at_first) as server, pytest.MonkeyPatch.context() as variables:
        for name, value in server.environment.items():
            variables.setenv(name, value)
        assert caller(Aws("us-west-2")).account == ACCOUNT
    assert len(server.requests) == 3


@pytest.mark.parametrize("url", ["localhost:4566", "http://", "127.0.0.1", "http://[::1", "http://127.0.0.1:notaport"])
def test_an_address_that_is_none(url: str, folder: Path) -> None:
    assert "AWS_ENDPOINT_URL" in _said(folder, url, "status")


def test_as_json(folder: Path) -> None:
    with _answering(http("200 OK", PORTAL)) as url:
        variables = {**surroundings(), "AWS_ENDPOINT_URL": url, "AWS_MAX_ATTEMPTS": "1"}
        result = canaryform(folder, "status", "-e", "prod", "--json", **variables)
    assert (result.returncode, json.loads(result.stdout)["ok"]) == (3, False)
