"""ministack with what is in this folder, on loopback: ``python -m tests.emulator.inside``, in its own environment.

GATEWAY_PORT, BIND_HOST and MINISTACK_ACCOUNT_ID are ministack's own; SCHEMAS is a file that tests/emulator/schema.py
wrote. Beside AWS's services it answers POST to the paths in ``_CONTROLS``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import ministack.app as app
from ministack.core.responses import set_request_account_id
from ministack.services import route53

from tests.emulator.inside import (
    cloudwatch,
    codebuild,
    codeconnections,
    ecr,
    elb,
    iam,
    protocol,
    registration,
    s3,
    sns,
    stack,
    wait,
)
from tests.emulator.inside.fault import FAULTS


def put_zone(account: str, zone: str, name: str) -> None:
    """A hosted zone with an id of the test's choice, which AWS itself chooses."""
    set_request_account_id(account)
    route53._zones[zone] = {
        "id": zone, "name": f"{name}.", "caller_reference": zone, "comment": "", "private": False, "vpcs": [],
    }  # fmt: skip
    route53._records[zone] = []


_CONTROLS: Mapping[str, Callable[[dict[str, Any]], None]] = {
    "/_test/faults": FAULTS.add,
    "/_test/release": lambda given: FAULTS.clear(),
    "/_test/zones": lambda given: put_zone(**given),
    "/_test/connections": lambda given: codeconnections.authorise(**given),
}


def gateway(inner: Any) -> Any:
    """An ASGI application that takes our own calls, translates CBOR, and hands all else to ministack."""

    async def application(scope: Any, receive: Any, send: Any) -> None:
        path = scope.get("path", "")
        if scope["type"] == "http" and path in _CONTROLS:
            _CONTROLS[path](json.loads(await _body(receive)))
            await _send(send, 200, [], b"")
        elif scope["type"] == "http" and protocol.is_translated(path):
            await _translated(inner, scope, receive, send)
        elif scope["type"] == "http" and wait.is_waited_for(scope):
            await _settled(inner, scope, receive, send)
        else:
            if path == "/_ministack/reset":
                FAULTS.clear()
            await inner(scope, receive, send)

    return application


async def _translated(inner: Any, scope: Any, receive: Any, send: Any) -> None:
    headers, body = protocol.request(scope["path"], scope["headers"], await _body(receive))
    status, _, answer = await _ask(inner, {**scope, "path": "/", "raw_path": b"/", "headers": headers}, body)
    head, made = protocol.response(scope["path"], status, answer)
    await _send(send, status, head, made)


async def _settled(inner: Any, scope: Any, receive: Any, send: Any) -> None:
    body = await _body(receive)

    async def ask(given: bytes) -> tuple[int, bytes]:
        length = (b"content-length", str(len(given)).encode())
        headers = [*((name, value) for name, value in scope["headers"] if name != b"content-length"), length]
        status, _, answer = await _ask(inner, {**scope, "headers": headers}, given)
        return status, answer

    status, head, answer = await _ask(inner, scope, body)
    await wait.settle(ask, body)
    await _send(send, status, head, answer)


async def _ask(inner: Any, scope: Any, body: bytes) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """Status, headers and body of the emulator's answer."""
    answer: dict[str, Any] = {"body": b""}

    async def once() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def keep(message: dict[str, Any]) -> None:
        answer["status"] = message.get("status", answer.get("status"))
        answer["headers"] = message.get("headers", answer.get("headers"))
        answer["body"] += message.get("body", b"")

    await inner(scope, once, keep)
    return answer["status"], [*answer["headers"]], answer["body"]


async def _body(receive: Any) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if not message.get("more_body"):
            return body


async def _send(send: Any, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def main() -> None:
    registration.check()
    registration.add_services()
    registration.add_kinds()
    registration.add_faults()
    stack.mend()
    cloudwatch.mend()
    codebuild.mend()
    ecr.mend()
    elb.mend()
    iam.mend()
    s3.mend()
    sns.mend()
    app.app = gateway(app.app)
    app.main()


if __name__ == "__main__":
    main()
