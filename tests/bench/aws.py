"""The four calls of AWS that compose-x makes even to render: answered from this machine, at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

_ZONES = "".join(
    f"<item><zoneName>us-west-2{letter}</zoneName><zoneState>available</zoneState></item>" for letter in "abc"
)
_ANSWERS = {
    "DescribeAvailabilityZones": f"<availabilityZoneInfo>{_ZONES}</availabilityZoneInfo>",
    "GetCallerIdentity": "<GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/bench</Arn>"
    "<Account>111122223333</Account></GetCallerIdentityResult>",
    "ValidateTemplate": "<ValidateTemplateResult/>",
}


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        action = parse_qs(body)["Action"][0]
        answer = f"<{action}Response>{_ANSWERS[action]}</{action}Response>".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def aws() -> Iterator[dict[str, str]]:
    """The environment in which a client finds it."""
    server = HTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}",
            "AWS_DEFAULT_REGION": "us-west-2",
            "AWS_ACCESS_KEY_ID": "bench",
            "AWS_SECRET_ACCESS_KEY": "bench",
        }
    finally:
        server.shutdown()
