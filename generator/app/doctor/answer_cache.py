"""Questions to AWS -> answers, each asked once however many checks need it, and however many at the same time."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar

from generator.live.client import Aws

_Parameters = ParamSpec("_Parameters")
_Fact = TypeVar("_Fact")


class AwsAnswerCache:
    """Remembers answers and refusals. Threads may share it: who asks what another is asking waits for that."""

    def __init__(self, aws: Aws) -> None:
        self._aws = aws
        self._lock = Lock()
        self._answers: dict[Hashable, Future[Any]] = {}
        self._asked_about: list[tuple[Any, ...]] = []
        """Keeps what is known by its identity from making place for something else of the same."""

    def ask(
        self,
        reader: Callable[Concatenate[Aws, _Parameters], _Fact],
        /,
        *arguments: _Parameters.args,
        **options: _Parameters.kwargs,
    ) -> _Fact:
        """The answer of a function of ``live``; raises what it raises."""
        key = (reader, *map(_key, arguments), *((name, _key(value)) for name, value in sorted(options.items())))
        with self._lock:
            is_first = key not in self._answers
            answer: Future[_Fact] = self._answers.setdefault(key, Future())
            self._asked_about.append(arguments)
        if is_first:
            try:
                answer.set_result(reader(self._aws, *arguments, **options))
            except BaseException as refusal:
                answer.set_exception(refusal)
        return answer.result()


def _key(value: object) -> Hashable:
    """Words and contexts by what they say; models, which hold dictionaries, by which they are."""
    if isinstance(value, Mapping):
        return frozenset(value.items())
    return value if isinstance(value, str | int | tuple | None) else id(value)
