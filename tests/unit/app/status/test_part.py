"""A part fails by itself, and only for what is outside of the program."""

import pytest

from generator.app.status.part import Part, part
from generator.errors import OutsideError
from tests.unit.app.status.state import DENIED


def test_an_answer() -> None:
    assert part(lambda: 3) == Part(3)


def test_nothing_is_there() -> None:
    assert part(lambda: None) == Part()


def test_a_refusal_is_kept() -> None:
    refusal = DENIED.refusal

    def ask() -> None:
        assert isinstance(refusal, OutsideError)
        raise refusal

    assert part(ask) == Part(refusal=refusal)


def test_our_own_mistakes_are_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        part(lambda: 1 // 0)
