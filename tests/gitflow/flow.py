"""``python -m tests.gitflow.flow`` writes docs/release-flow.md anew: its prose, and what the commands really print."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.gitflow.sandbox import GitSandbox

PAGE = Path(__file__).parents[2] / "docs/release-flow.md"
PROSE = Path(__file__).with_name("flow.md")
_SHELL = "$ "


def page() -> str:
    """The page: in the prose, a line ``$ command`` is followed by what it prints, and ``%`` lines are done unseen."""
    with tempfile.TemporaryDirectory() as folder:
        return "".join(told(GitSandbox(Path(folder).resolve())))


def told(sandbox: GitSandbox) -> Iterator[str]:
    """The page bit by bit: after each of them ``sandbox`` is as it is at that place of the page."""
    for line in PROSE.read_text(encoding="utf-8").splitlines(keepends=True):
        yield _line(sandbox, line)


def _line(sandbox: GitSandbox, line: str) -> str:
    if line.startswith("%"):
        _unseen(sandbox, *line[1:].split(maxsplit=1))
        return ""
    if not line.startswith(_SHELL):
        return line
    words = line.removeprefix(_SHELL).split()
    if words[:2] == ["canaryform", "release"]:
        result = sandbox.release(*words[2:], "--yes") if _is_asking(words) else sandbox.release(*words[2:])
        return line + result.out + result.err
    told = [f"{each.rstrip()}\n" for each in sandbox.git(*words[1:]).splitlines()]  # git pads its graph.
    return line + "".join(told)


def _is_asking(words: list[str]) -> bool:
    """The page shows what happens after somebody said yes."""
    return words[-1] not in {"check", "status", "--dry-run", "--json", "--yes"}


def _unseen(sandbox: GitSandbox, action: str, rest: str = "") -> None:
    if action == "merge":
        sandbox.merge(int(rest))
    elif action == "checks":
        sandbox.configure_gh(checks=[["completed", rest.strip()]])
    elif action == "change":
        sandbox.change(rest.strip())
    elif action == "price":
        sandbox.write("service/src/price.js", f"export const price = {rest.strip()};\n")
        sandbox.commit(f"Charge {rest.strip()}")
    elif action == "settle":
        sandbox.write("service/src/price.js", f"export const price = {rest.strip()};\n")
    else:
        assert action == "git", action
        sandbox.git(*rest.split())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
