"""Bytes -> text; or one complaint."""

from __future__ import annotations

import pytest

from generator.errors import SpecError
from generator.spec import encoding


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a: 1\nb: \xff", "2:4 the byte 0xff is not UTF-8"),
        ("a: 1".encode("utf-16"), "0:0 is UTF-16"),
        (b" " * (encoding.MAX_BYTES + 1), "0:0 is 1,048,577 bytes long; a spec has at most 1,048,576"),
    ],
)
def test_bytes_that_are_no_text(data: bytes, message: str) -> None:
    with pytest.raises(SpecError) as error:
        encoding.decode(data, "spec.yaml")
    (problem,) = error.value.problems
    assert f"{problem.location.line}:{problem.location.column} {problem.message}" == message
