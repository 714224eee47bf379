"""An endpoint of AWS -> the same behind microburst, a proxy that answers in AWS's protocols and damages what passes.

https://github.com/pingedbrain/microburst. What it does not know, such as a login page, is in ``tests.live.fault``.
"""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any

from tests.judges.tool import TOOLS

_PROGRAM = TOOLS / "microburst/bin/microburst"
Rule = Mapping[str, Any]

FAULTS: Sequence[Rule] = (
    *({"error": {"code": code, "status": status}} for code, status in (
        ("Throttling", 400), ("ThrottlingException", 400), ("RequestLimitExceeded", 503), ("InternalFailure", 500),
        ("ServiceUnavailable", 503), ("AccessDenied", 403), ("ExpiredToken", 403), ("RequestExpired", 400),
        ("SignatureDoesNotMatch", 403), ("UnknownOperationException", 404),
    )),
    {"error": {}},
    {"latency": {"min": 100, "max": 900}},
    {"timeout_ms": 1500},
    {"reset": True},
    *({"response": {"truncate_frac": part}} for part in (0, 0.5, 0.95)),
    *({"response": {"abort_frac": part}} for part in (0, 0.5, 0.95)),
    {"response": {"corrupt_bytes": 3}},
    {"response": {"corrupt_bytes": 300}},
    {"response": {"bandwidth_kbps": 1}},
    {"response": {"set_headers": {"Content-Type": "text/html"}}},
    {"response": {"strip_headers": ["Content-Type"]}},
    {"response": {"set_headers": {"Content-Encoding": "gzip"}}},
    {"request": {"cut_upload": {"after_bytes": 10}}},
)  # fmt: skip


def drawn(chance: Random, operations: Sequence[str]) -> list[Rule]:
    """Some faults, each for one operation or for all, always or now and then."""
    rules: list[Rule] = []
    for _ in range(chance.randint(1, 3)):
        when: list[Rule] = [{}, {"times": 1}, {"sequence": {"fail": 2, "pass": 1}}, {"probability": 0.3}]
        operation = chance.choice(["", *operations])
        where = {"operation": operation} if operation else {}
        rules.append({"service": "*", **where, **chance.choice(when), **chance.choice(FAULTS)})
    return rules


@contextmanager
def before(url: str, rules: Sequence[Rule]) -> Iterator[str]:
    """The address of a proxy that applies the rules."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(_PROGRAM), "--upstream", url, "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _until_it_answers(process, f"{address}/_microburst/health")
        put = urllib.request.Request(f"{address}/_microburst/rules", json.dumps(list(rules)).encode(), method="POST")
        with urllib.request.urlopen(put, timeout=10) as answer:
            assert answer.status < 300, answer.read()
        yield address
    finally:
        process.terminate()
        process.wait()


def _until_it_answers(process: subprocess.Popen[bytes], url: str) -> None:
    end = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            assert process.poll() is None, "microburst ended by itself"
            assert time.monotonic() < end, "microburst does not answer"
            time.sleep(0.05)
