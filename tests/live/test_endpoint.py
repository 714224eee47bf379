"""What ``verify`` asks by: one answer of a service on loopback."""

from itertools import count

import pytest

from generator.errors import OutsideError
from generator.live.endpoint import ANSWER_SECONDS, Endpoint
from tests.cli.service import Reply, says, serving


@pytest.fixture(autouse=True)
def _direct(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def test_an_answer_whatever_its_status() -> None:
    replies = (Reply(503, "busy"), Reply(302, headers=(("Location", "/there"),)), says("1"))
    with serving(lambda number: replies[number]) as url:
        found = [Endpoint(url).ask() for _ in replies]
    assert [(each.status, each.body) for each in found] == [(503, b"busy"), (302, b""), (200, b"Version: 1")]
    assert found[1].headers["location"] == "/there"


def test_a_body_without_end_is_cut() -> None:
    with serving(lambda number: Reply(body="x" * 1_000_000)) as url:
        assert len(Endpoint(url).ask().body) == 65_536


def test_a_body_that_takes_for_ever_is_no_answer() -> None:
    times = count(step=ANSWER_SECONDS + 1)
    with serving(lambda number: says("1")) as url, pytest.raises(OutsideError) as raised:
        Endpoint(url, lambda: next(times)).ask()
    assert raised.value.what == f"cannot ask {url}"
    assert raised.value.why == "no answer in 5 s"
