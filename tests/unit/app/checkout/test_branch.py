"""The branch that releases are tagged on, where the remote has another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.app.checkout.repository import complaints


@pytest.mark.parametrize(
    ("default", "branches", "packed", "is_found"),
    [
        ("master", [], "", True),
        ("main", [], "", False),
        ("master", ["refs/remotes/origin/main"], "", False),
        ("master", ["refs/heads/main"], "", False),
        ("master", [], "# pack-refs\n0123 refs/remotes/origin/main\n", False),
        ("", [], "", False),
    ],
)
def test_a_main_that_the_remote_does_not_have(
    repository: Path, default: str, branches: list[str], packed: str, is_found: bool
) -> None:
    git = repository / ".git"
    for name in ["refs/remotes/origin/HEAD", *branches]:
        (git / name).parent.mkdir(parents=True, exist_ok=True)
        (git / name).write_text(f"ref: refs/remotes/origin/{default}\n" if default else "")
    (git / "packed-refs").write_text(packed)
    message = f"there is no branch main: the default branch of the remote is {default}"
    assert complaints(repository) == ([(1, message)] if is_found else [])
    more = f"git: {{main: {default}}}\n"
    assert not is_found or complaints(repository, more=more) == []
