"""A question is asked once, whoever asks it and whatever the answer is."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, cast

import pytest

from generator.app.doctor.answer_cache import AwsAnswerCache
from generator.errors import OutsideError
from generator.live.client import Aws
from tests.unit.project import project

AWS = cast(Aws, object())


def test_one_question_by_many_is_asked_once() -> None:
    asked: list[Any] = []
    barrier = Barrier(4)

    def reader(aws: Aws, name: str, *, tag: str) -> str:
        asked.append((aws, name, tag))
        return name + tag

    memory = AwsAnswerCache(AWS)

    def ask(number: int) -> str:
        barrier.wait()
        return memory.ask(reader, "shop", tag="v1")

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(ask, range(4))) == {"shopv1"}
    assert asked == [(AWS, "shop", "v1")]
    assert memory.ask(reader, "shop", tag="v2") == "shopv2"
    assert len(asked) == 2


def test_a_refusal_is_remembered_too() -> None:
    asked: list[str] = []

    def reader(aws: Aws, name: str) -> str:
        asked.append(name)
        raise OutsideError("cannot ask", "no network")

    memory = AwsAnswerCache(AWS)
    for _ in range(2):
        with pytest.raises(OutsideError, match="no network"):
            memory.ask(reader, "shop")
    assert asked == ["shop"]


def test_a_model_may_be_asked_about() -> None:
    one, other = project(), project(tags={"team": "a"})

    def reader(aws: Aws, about: Any) -> Any:
        return about

    memory = AwsAnswerCache(AWS)
    assert memory.ask(reader, one) is one
    assert memory.ask(reader, other) is other


def test_contexts_are_told_apart_by_what_they_say() -> None:
    def reader(aws: Aws, context: dict[str, str]) -> str:
        return context["service"]

    memory = AwsAnswerCache(AWS)
    names = [f"service {number}" for number in range(50)]
    assert [memory.ask(reader, {"service": name}) for name in names] == names
