"""How long JSON is with white space, without writing it; and that what is long has less of that."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cfn.size import CALL_BYTES, indented_bytes, lines

_SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()


@given(st.recursive(_SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20))
def test_it_is_as_long_as_what_json_writes(data: object) -> None:
    assert indented_bytes(data) == len(json.dumps(data, indent=2, ensure_ascii=False).encode())


@pytest.mark.parametrize(("more", "indent"), [(-1, 2), (0, 0)])
def test_it_is_indented_where_it_fits_in_a_call_with_its_last_line_end(more: int, indent: int) -> None:
    empty = len(json.dumps([{"a": ""}], indent=2))
    data = [{"a": "x" * (CALL_BYTES - empty + more)}]
    assert lines(data) == json.dumps(data, indent=indent)
