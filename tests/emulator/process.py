"""The emulator as a process of this machine: started on a free port of loopback, stopped by its process id."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import botocore.session
from botocore.config import Config

from tests.golden.case import ROOT

ACCOUNT = "123456789012"
ENVIRONMENT = Path(os.environ.get("MINISTACK", ROOT / ".tools" / "ministack"))
PLAIN = (ENVIRONMENT / "bin" / "ministack",)
"""ministack as it comes."""
WITH_OURS = (ENVIRONMENT / "bin" / "python", "-m", "tests.emulator.inside")
"""ministack with the types, services and habits that it lacks."""
_SECONDS = 60


@dataclass(frozen=True)
class Caller:
    """Somebody with keys."""

    endpoint: str
    region: str
    key: str = "test"
    secret: str = "test"
    token: str | None = None

    def client(self, service: str) -> Any:
        return _SESSION.create_client(
            service,
            region_name=self.region,
            endpoint_url=self.endpoint,
            aws_access_key_id=self.key,
            aws_secret_access_key=self.secret,
            aws_session_token=self.token,
            config=Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}),
        )


_SESSION = botocore.session.Session()


@contextmanager
def emulator(folder: Path, program: Sequence[str | Path] = PLAIN, **variables: str) -> Iterator[str]:
    """The emulator's address; it listens to this machine alone and ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        "PATH": os.defpath,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PYTHONPATH": str(ROOT),
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        **variables,
    }
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(program, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def post(endpoint: str, path: str, given: Mapping[str, Any]) -> None:
    """Tells the emulator itself something, such as ``/_ministack/reset``."""
    body = json.dumps(given).encode()
    headers = {"Content-Type": "application/json"}
    urllib.request.urlopen(urllib.request.Request(endpoint + path, body, headers), timeout=_SECONDS).close()


def _wait(endpoint: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{endpoint}/_ministack/health", timeout=1).close()
            return
        except OSError:
            assert process.poll() is None, "the emulator ended"
            assert time.monotonic() < end, "the emulator does not answer"
            time.sleep(0.1)
