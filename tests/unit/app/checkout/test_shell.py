"""Commands of `build.test` that no shell can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.app.checkout.repository import complaints


@pytest.mark.parametrize(
    "command",
    ["'echo \"a'", "'if true; then'", "'a | | b'", "'(a'", "'a ;; b'", "done", "'$(a'", "'echo `a'", "fi"],
)
def test_a_test_that_is_no_shell(tmp_path: Path, command: str) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app/Dockerfile").write_text("FROM scratch\n")
    [(line, message)] = complaints(tmp_path, "none", f"[make test, {command}]")
    assert line == 9
    assert "is no command that a shell can read: " in message


@pytest.mark.parametrize(
    "command",
    ["'a && (b | c) > d 2>&1'", "'[[ a =~ ^b$ ]]'", "'a |& tee b'", "'for x in a b; do echo $x; done'", "'echo é'"],
)
def test_a_test_that_is_shell(tmp_path: Path, command: str) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app/Dockerfile").write_text("FROM scratch\n")
    assert complaints(tmp_path, "none", f"[{command}]") == []


def test_where_there_is_no_bash_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app/Dockerfile").write_text("FROM scratch\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert complaints(tmp_path, "none", "['(a']") == []
