"""What does not come is waited for in a stated time, and said."""

from __future__ import annotations

from threading import Event

import pytest

from generator.errors import OutsideError
from generator.live.patience import Patience, Waiting

_SHORT = Patience(note=0.01, call=0.05, silence=0.02)


def _never() -> str:
    Event().wait()
    return ""


def test_an_answer_in_time_is_given_and_nothing_said() -> None:
    said: list[str] = []
    assert Waiting(said.append).answer("describe_stacks", lambda: "answer") == "answer"
    assert said == []


def test_what_is_raised_is_raised() -> None:
    def refuse() -> str:
        raise TimeoutError("of the call itself")

    with pytest.raises(TimeoutError, match="of the call itself"):
        Waiting().answer("describe_stacks", refuse)


def test_a_call_ends_in_its_time() -> None:
    said: list[str] = []
    with pytest.raises(OutsideError) as caught:
        Waiting(said.append, _SHORT).answer("describe_stacks", _never)
    assert said == ["waiting for AWS: no answer to DescribeStacks yet; giving up in 0.04 s"]
    assert str(caught.value) == "DescribeStacks was not answered: no whole answer came within 0.05 s"
    assert "AWS_ENDPOINT_URL" in caught.value.hint


def test_after_silence_the_next_call_is_waited_for_shorter_until_there_is_an_answer() -> None:
    waiting = Waiting(patience=_SHORT)
    for operation, seconds in (("describe_stacks", "0.05"), ("list_deployments", "0.02")):
        with pytest.raises(OutsideError, match=f"within {seconds} s"):
            waiting.answer(operation, _never)
    for operation in ("describe_stacks", "list_deployments"):
        assert waiting.answer(operation, lambda: 1) == 1
    with pytest.raises(OutsideError, match=r"within 0.05 s"):
        waiting.answer("describe_stacks", _never)
