"""An address at which the service answers -> one answer of it, over a connection of its own.

A load balancer sends each request where its weights say, on one connection or on several, unless the client returns
its cookie: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html. A new connection
still is the better sample: nothing between here and there can hold on to it, the name is resolved anew among all the
balancer's addresses, and the time it takes is what somebody new waits.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from time import monotonic
from urllib.error import URLError
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

from generator import __version__
from generator.errors import OutsideError

ANSWER_SECONDS = 5
"""How long one answer may take."""
_LARGEST = 65_536
"""Bytes of a body that are read."""
_HEADERS = {
    "User-Agent": f"canaryform-verify/{__version__}",
    "Accept": "application/json, text/plain;q=0.9, */*;q=0.5",
    "Cache-Control": "no-cache",
}


@dataclass(frozen=True)
class Answer:
    """What came back, whatever its status. The names of ``headers`` are in small letters."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Endpoint:
    """One address, ``http`` or ``https``. Follows no redirect and keeps no cookie. Threads may share it."""

    def __init__(self, url: str, now: Callable[[], float] = monotonic) -> None:
        self.url, self._now = url, now
        self._opener = OpenerDirector()
        # The certificates of the machine are read once, not in each sample's time.
        for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler(context=ssl.create_default_context())):
            self._opener.add_handler(handler)

    def ask(self) -> Answer:
        """One GET. Raises OutsideError when no whole answer comes in time."""
        deadline = self._now() + ANSWER_SECONDS
        try:
            with self._opener.open(Request(self.url, headers=_HEADERS), timeout=ANSWER_SECONDS) as response:
                headers = {name.lower(): value for name, value in response.headers.items()}
                return Answer(response.status, headers, self._body(response, deadline))
        except (OSError, HTTPException) as refusal:
            raise OutsideError(f"cannot ask {self.url}", _reason(refusal)) from refusal

    def _body(self, response: HTTPResponse, deadline: float) -> bytes:
        """What of the body comes in time: the timeout alone is that of each packet."""
        parts: list[bytes] = []
        while sum(map(len, parts)) < _LARGEST and (part := response.read1(_LARGEST)):
            parts.append(part)
            if self._now() > deadline:
                raise TimeoutError("timed out")
        return b"".join(parts)[:_LARGEST]


def _reason(refusal: OSError | HTTPException) -> str:
    reason = refusal.reason if isinstance(refusal, URLError) else refusal
    if isinstance(reason, TimeoutError):
        return f"no answer in {ANSWER_SECONDS} s"
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror.lower() if not isinstance(reason, ssl.SSLError) else str(reason)
    return str(reason) or type(reason).__name__
