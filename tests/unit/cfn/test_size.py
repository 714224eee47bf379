"""How long JSON is with white space, without writing it."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from generator.cfn.size import indented_bytes

_SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()


@given(st.recursive(_SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20))
def test_it_is_as_long_as_what_json_writes(data: object) -> None:
    assert indented_bytes(data) == len(json.dumps(data, indent=2, ensure_ascii=False).encode())
