"""An answer of AWS -> what may come back in its place: a login page, half of it, other types, a gateway's word."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.live.stand_in import Fault, Request

PORTAL = b"<!DOCTYPE html><html><body>Welcome to Hotel Wi-Fi. Please log in.</body></html>"
_LEAF = re.compile(rb">([^<>]+)</")


def http(status: str, body: bytes, *headers: str, length: int | None = None) -> bytes:
    """All the bytes of an answer; ``length`` is what it claims to have."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body


def retyped(body: bytes) -> bytes:
    """The answer with lists for words and words for numbers, and in XML elements for words."""
    if not body.startswith(b"{"):
        return _LEAF.sub(rb"><nested>\1</nested></", body)
    return json.dumps(_retyped(json.loads(body))).encode()


def _retyped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _retyped(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_retyped(inner) for inner in value] or "none"
    return [value] if isinstance(value, str) else "many"


def bare(body: bytes) -> bytes:
    """The answer with nothing in its structures."""
    if not body.startswith(b"{"):
        return re.sub(rb"<(\w+Response)>.*</\w+Response>", rb"<\1></\1>", body, flags=re.DOTALL)
    return json.dumps(
        {key: {} if isinstance(inner, dict) else [{}] for key, inner in json.loads(body).items()}
    ).encode()


KINDS: Mapping[str, Callable[[int, str, bytes], bytes]] = {
    "portal": lambda status, kind, body: http("200 OK", PORTAL, "Content-Type: text/html"),
    "page": lambda status, kind, body: http("200 OK", b"<html><body>Log in</body></html>"),
    "forbidden": lambda status, kind, body: http("403 Forbidden", PORTAL, "Content-Type: text/html"),
    "proxy": lambda status, kind, body: http("407 Proxy Authentication Required", b""),
    "redirect": lambda status, kind, body: http("302 Found", b"", "Location: http://127.0.0.1:1/login"),
    "empty": lambda status, kind, body: http("200 OK", b""),
    "text": lambda status, kind, body: http("200 OK", b"ok"),
    "empty 500": lambda status, kind, body: http("500 Internal Server Error", b""),
    "plain 502": lambda status, kind, body: http("502 Bad Gateway", b"upstream connect error"),
    "half": lambda status, kind, body: http("200 OK", body[: len(body) // 2]),
    "cut off": lambda status, kind, body: http("200 OK", body[: len(body) // 2], length=len(body)),
    "other types": lambda status, kind, body: http(f"{status} OK", retyped(body), f"Content-Type: {kind}"),
    "bare": lambda status, kind, body: http(f"{status} OK", bare(body), f"Content-Type: {kind}"),
    "deep": lambda status, kind, body: http("200 OK", b'{"a":' + b"[" * 100_000),
    "no HTTP": lambda status, kind, body: b"not HTTP at all\r\n\r\n",
    "nothing": lambda status, kind, body: b"",
}


def everywhere(name: str, *but: str) -> Fault:
    """The fault in place of every answer, except those to the operations in ``but``."""

    def fault(request: Request, status: int, kind: str, body: bytes) -> bytes | None:
        return None if request.operation in but else KINDS[name](status, kind, body)

    return fault


def at(name: str, operation: str) -> Fault:
    """The fault in place of the answers to one operation."""

    def fault(request: Request, status: int, kind: str, body: bytes) -> bytes | None:
        return KINDS[name](status, kind, body) if request.operation == operation else None

    return fault
