"""``canaryform verify`` in a process of its own, against a service on loopback that changes its version."""

import json
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import canaryform, surroundings
from tests.cli.service import Reply, says, says_in_json, serving
from tests.patience import SECONDS, read_until

FAST = ("--rate", "50")
DIRECT = {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}


def _verify(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return canaryform(folder, "verify", *arguments, **DIRECT, **environment)


def _document(folder: Path, *arguments: str) -> tuple[int, Any]:
    result = _verify(folder, *arguments, "--json")
    assert result.stderr == ""
    return result.returncode, json.loads(result.stdout)


def test_the_version_answers_alone(tmp_path: Path) -> None:
    agents: list[str] = []
    with serving(lambda number: says("1.2.3"), agents) as url:
        result = _verify(tmp_path, url, "--expect", "v1.2.3", *FAST)
    lines = result.stdout.splitlines()
    assert (result.returncode, result.stderr) == (0, "")
    assert lines[0] == "share of v1.2.3 █, of other versions ▒, errors x"
    assert re.fullmatch(r"  0:00 █{30} v1\.2\.3 100 %, p50 \d+ ms p99 \d+ ms", lines[1])
    assert lines[-1].startswith("v1.2.3 answers alone: 20 answers in a row, after ")
    assert len(agents) >= 20
    assert all(re.fullmatch(r"canaryform-verify/\d+\.\d+\.\d+\S*", agent) for agent in agents)


def test_a_canary_from_its_first_answer_to_all(tmp_path: Path) -> None:
    def reply(number: int) -> Reply:
        return says_in_json("2.0.0" if number >= 50 or (number >= 10 and number % 5 == 0) else "1.9.0")

    with serving(reply) as url:
        code, document = _document(tmp_path, f"{url}health", "--expect", "v2.0.0", "--canary", *FAST, "--seconds", "60")
    assert (code, document["ok"], document["outcome"]) == (0, True, "alone")
    shares = [window["share"] for window in document["windows"]]
    assert shares[0] < 1
    assert shares[-1] == 1
    assert document["others"] == {"1.9.0": 42}
    assert document["errors"] == 0
    assert 0 < document["p50"] <= document["p99"]


def test_a_canary_that_is_rolled_back(tmp_path: Path) -> None:
    def reply(number: int) -> Reply:
        return says("2.0.0" if 5 <= number < 45 and number % 2 else "1.9.0")

    with serving(reply) as url:
        result = _verify(tmp_path, url, "--expect", "2.0.0", "--canary", *FAST, "--seconds", "60")
    assert result.returncode == 1
    assert re.search(r"^2\.0\.0 was rolled back: it gave 20 answers, then none of \d+$", result.stdout, re.MULTILINE), (
        result.stdout
    )


def test_a_version_that_took_everything_at_once_is_no_canary(tmp_path: Path) -> None:
    with serving(lambda number: says("2.0.0" if number >= 5 else "1.9.0")) as url:
        result = _verify(tmp_path, url, "--expect", "2.0.0", "--canary", *FAST, "--seconds", "60")
    assert result.returncode == 1
    assert result.stdout.endswith("2.0.0 answers alone, but no canary was seen: it took all the traffic at once\n")


def test_the_time_is_over(tmp_path: Path) -> None:
    with serving(lambda number: says("1.9.0")) as url:
        result = _verify(tmp_path, url, "--expect", "2.0.0", "--seconds", "1", *FAST, PYTHONIOENCODING="ascii")
    assert result.returncode == 1
    assert "0:00 ============================== 2.0.0 0 %, 1.9.0 100 %, p50 " in result.stdout
    assert "2.0.0 never answered, after " in result.stdout


def test_errors_are_counted_by_their_reason(tmp_path: Path) -> None:
    replies = (Reply(503), Reply(301, headers=(("Location", "https://shop.example.com/"),)), says("1.9.0"))
    with serving(lambda number: replies[number % 3]) as url:
        code, document = _document(tmp_path, url, "--expect", "2.0.0", "--seconds", "1", *FAST)
    assert (code, document["outcome"], set(document["others"])) == (1, "time over", {"1.9.0"})
    assert set(document["reasons"]) == {"HTTP 503", "HTTP 301 to https://shop.example.com/"}
    assert document["errors"] == sum(document["reasons"].values())


def test_nobody_is_there(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # Bound, and nobody listens: the port is nobody else's meanwhile.
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        result = _verify(tmp_path, url, "--expect", "1.0.0", "--seconds", "1")
    assert result.returncode == 1
    assert "nothing answered, after " in result.stdout
    assert re.search(r"^ +[12] x connection refused$", result.stdout, re.MULTILINE)


def test_what_answers_is_no_http(tmp_path: Path) -> None:
    with serving(lambda number: says("1")) as url:
        code, document = _document(tmp_path, url.replace("http:", "https:"), "--expect", "1", "--seconds", "1")
    assert (code, document["answers"]) == (1, 0)
    assert document["errors"] >= 1


def test_a_header_and_a_field(tmp_path: Path) -> None:
    body = json.dumps({"build": {"release": "1.2.3"}, "version": "other"})
    with serving(lambda number: Reply(200, body, (("X-Version", "4.5.6"),))) as url:
        for arguments in (
            ["--field", "build.release", "--expect", "1.2.3"],
            ["--header", "x-version", "--expect", "4.5.6"],
        ):
            assert _verify(tmp_path, url, *arguments, *FAST).returncode == 0, arguments


@pytest.mark.parametrize(
    "arguments",
    [
        ["ftp://example.com/", "--expect", "1"],
        ["shop.example.com", "--expect", "1"],
        ["http://", "--expect", "1"],
        ["http://shop.example.com:port/", "--expect", "1"],
        ["http://shop.example.com/a b", "--expect", "1"],
        ["http://shop.exämple.com/", "--expect", "1"],
        ["http://127.0.0.1/"],
        ["http://127.0.0.1/", "--expect", " "],
        ["http://127.0.0.1/", "--expect", "1", "--rate", "0"],
        ["http://127.0.0.1/", "--expect", "1", "--rate", "1000"],
        ["http://127.0.0.1/", "--expect", "1", "--seconds", "0"],
        ["http://127.0.0.1/", "--expect", "1", "--header", "a", "--field", "b"],
    ],
)
def test_usage(tmp_path: Path, arguments: list[str]) -> None:
    result = _verify(tmp_path, *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr


def test_a_password_is_not_shown(tmp_path: Path) -> None:
    result = _verify(tmp_path, "https://me:secret@shop.example.com/", "--expect", "1")
    assert result.returncode == 2
    assert "secret" not in result.stderr


def test_ctrl_c(tmp_path: Path) -> None:
    with serving(lambda number: says("1.9.0")) as url:
        process = subprocess.Popen(
            [sys.executable, "-m", "generator", "verify", url, "--expect", "2.0.0", "--rate", "20", "--seconds", "240"],
            cwd=tmp_path, env=surroundings(**DIRECT), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        read_until(process.stdout.fileno(), lambda text: "\n" in text)
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=SECONDS)
    assert process.returncode == 130
    assert "Traceback" not in rest
