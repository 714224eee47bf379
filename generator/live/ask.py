"""A function of ``live`` and what it is asked -> its answer: from AWS now, or from an earlier answer to the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from generator.live.client import Aws

_Parameters = ParamSpec("_Parameters")
_Fact = TypeVar("_Fact")


class Ask(Protocol):
    """Asks AWS by a function of ``live``, which gets AWS as its first argument."""

    def __call__(
        self,
        reader: Callable[Concatenate[Aws, _Parameters], _Fact],
        /,
        *arguments: _Parameters.args,
        **options: _Parameters.kwargs,
    ) -> _Fact:
        """The answer. Raises what the function raises."""
        ...


@dataclass(frozen=True)
class AskNow:
    """Asks AWS each time."""

    aws: Aws

    def __call__(
        self,
        reader: Callable[Concatenate[Aws, _Parameters], _Fact],
        /,
        *arguments: _Parameters.args,
        **options: _Parameters.kwargs,
    ) -> _Fact:
        """The answer. Raises what the function raises."""
        return reader(self.aws, *arguments, **options)
