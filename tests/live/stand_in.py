"""AWS on loopback: answers what a test tells it to, in the shapes that botocore knows, and keeps the questions."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl

from tests.cli.command import canaryform
from tests.live import shape

ACCOUNT = "123456789012"
_SIGNED_BY = re.compile(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/aws4_request")
_SERVICES = {
    "elasticloadbalancing": "elbv2",
    "monitoring": "cloudwatch",
    "servicequotas": "service-quotas",
}
"""Botocore's name of a service, where requests are signed by another one."""
_SURROUNDINGS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_EC2_METADATA_DISABLED": "true",
    "NO_PROXY": "127.0.0.1",
    "no_proxy": "127.0.0.1",
    "GH_CONFIG_DIR": "/dev/null/none",
    "GH_TOKEN": "",
    "GITHUB_TOKEN": "",
}
_REGION = re.compile(r"Credential=([^/]+)/\d+/([^/]+)/")


def surroundings() -> dict[str, str]:
    """The variables that lead a client to no credentials of anybody's, neither AWS's nor GitHub's."""
    return dict(_SURROUNDINGS)


@dataclass(frozen=True)
class Refusal:
    """AWS says no. The codes that mean a denial are those of ``generator.live.client``."""

    code: str
    message: str
    status: int = 400


Answer = Mapping[str, Any] | Refusal
Answers = Mapping[tuple[str, str], Answer | Callable[[Mapping[str, Any]], Answer]]
"""Service and operation, as botocore spells them -> the answer, or what makes one from the request's parameters.

Parameters are those of JSON, or as a form has them: ``StackName``, ``Names.member.1``.
"""


@dataclass(frozen=True)
class Request:
    """One call that was made."""

    service: str
    operation: str
    region: str
    parameters: Mapping[str, Any]
    key: str = ""
    """The access key that it is signed with."""


Fault = Callable[[Request, int, str, bytes], bytes | None]
"""What is in the way of an answer: its request, status, content type and body -> all the bytes that come back in its
place, the head included; None where the answer comes through."""


@dataclass
class StandIn:
    """What it answers, what it was asked, and whether that went wrong."""

    answers: Answers
    requests: list[Request] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    """What a test must not leave: a call without an answer, an answer in another shape than AWS's."""
    fault: Fault | None = None
    url: str = ""
    _lock: Lock = field(default_factory=Lock)

    def answer(self, request: Request) -> tuple[int, str, bytes]:
        """Status, content type and body."""
        name = (request.service, request.operation)
        with self._lock:
            self.requests.append(request)
        found = self.answers.get(name)
        try:
            assert found is not None, f"nobody said what {' '.join(name)} answers"
            given = found(request.parameters) if callable(found) else found
            if isinstance(given, Refusal):
                return given.status, *shape.refusal(*name, given.code, given.message)
            shape.check(*name, given)
            return 200, *shape.written(*name, given)
        except (AssertionError, LookupError) as mistake:
            with self._lock:
                self.mistakes.append(str(mistake))
            return 400, *shape.refusal(*name, "StandInMistake", str(mistake))

    @property
    def environment(self) -> dict[str, str]:
        """The variables that lead a client here, and to no other credentials."""
        return {**_SURROUNDINGS, "AWS_ENDPOINT_URL": self.url}

    def run(self, folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """The real command against it. Raises AssertionError when the test has left mistakes."""
        result = canaryform(folder, *arguments, **{**self.environment, **environment})
        assert not self.mistakes, "\n".join(self.mistakes)
        return result


@contextmanager
def standing_in(answers: Answers, fault: Fault | None = None) -> Iterator[StandIn]:
    """AWS as ``answers`` have it, with a ``fault`` in the way."""
    aws = StandIn(answers, fault=fault)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body in one packet: a second one would wait 40 ms for the first one's receipt.
        wbufsize = -1

        def do_GET(self) -> None:
            self._answer(_read(self.headers, self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self._answer(_request(self.headers, body.decode()))

        def _answer(self, request: Request) -> None:
            status, kind, text = aws.answer(request)
            if (raw := aws.fault(request, status, kind, text) if aws.fault else None) is not None:
                self.close_connection = True
                self.wfile.write(raw)
                return
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True  # A connection is kept until its process ends.
    aws.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield aws
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _signed(headers: Any) -> tuple[str, str, str]:
    """Service, region and access key."""
    signature = headers["Authorization"]
    signed_by, place = _SIGNED_BY.search(signature), _REGION.search(signature)
    assert signed_by
    assert place
    key, region = place.groups()
    return _SERVICES.get(signed_by[1], signed_by[1]), region, key


def _read(headers: Any, path: str) -> Request:
    """Of services that have an address for each thing, the operation that reads one."""
    service, region, key = _signed(headers)
    place, _, query = path.partition("?")
    operation, parameters = shape.reading(service, place)
    return Request(service, operation, region, {**parameters, **dict(parse_qsl(query))}, key)


def _request(headers: Any, body: str) -> Request:
    service, region, key = _signed(headers)
    target = headers.get("X-Amz-Target")
    if target:
        return Request(service, target.rpartition(".")[2], region, json.loads(body or "{}"), key)
    parameters = dict(parse_qsl(body))
    return Request(service, parameters.pop("Action"), region, parameters, key)
