"""A service on loopback whose answers a test gives, request by request."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread
from typing import NamedTuple


class Reply(NamedTuple):
    """One answer of the service."""

    status: int = 200
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


def says(version: str) -> Reply:
    """As the example service says it."""
    return Reply(body=f"Version: {version}")


def says_in_json(version: str) -> Reply:
    """As its health check says it."""
    return Reply(body=json.dumps({"status": "ok", "version": version}), headers=(("Content-Type", "application/json"),))


@contextmanager
def serving(reply: Callable[[int], Reply], agents: list[str] | None = None) -> Iterator[str]:
    """The address of a service that answers its requests, counted from 0; ``agents`` gets who asked."""
    numbers = count()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if agents is not None:
                agents.append(self.headers["User-Agent"])
            status, body, headers = reply(next(numbers))
            self.send_response(status)
            for name, value in (*headers, ("Content-Length", str(len(body.encode())))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
