"""Which paths stay below the output folder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.app.output.place import is_safe


@pytest.mark.parametrize("path", ["x", "shop/dev/ecs.yaml", "shop/.hidden", "a b/c", "..."])
def test_safe(path: str) -> None:
    assert is_safe(path)


@pytest.mark.parametrize(
    "path", ["", "/", "/x", "x/", "a//b", ".", "..", "a/../b", "a/./b", "a\\b", "a\0b", "a\nb", "ä", "\ud800"]
)
def test_unsafe(path: str) -> None:
    assert not is_safe(path)


@given(st.text())
def test_a_safe_path_climbs_nowhere(path: str) -> None:
    if is_safe(path):
        assert not path.startswith("/")
        assert {"", ".", ".."}.isdisjoint(path.split("/"))
        path.encode("ascii")
