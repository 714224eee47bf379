"""One room of app knows what shifts traffic: no other has the word for it."""

from pathlib import Path

import generator.app

_APP = Path(generator.app.__path__[0])
_MAY = {
    "engine": "the room itself",
    "migrate": "the way from one to the other",
    "init/spec.py": "a comment of the first spec, which tells of both",
    "handwritten": "the names of CloudFormation's types",
    "docs": "what the rules cost, some of which are about it",
    "doctor/remedy.py": "what the words of AWS mean",
}


def _words(path: Path) -> list[str]:
    lines = path.read_text("utf-8").splitlines()
    # A page's address may have the word.
    return [line for line in lines if "codedeploy" in " ".join(w for w in line.lower().split() if "https://" not in w)]


def test_the_word_is_in_no_other_room() -> None:
    found = {path.relative_to(_APP).as_posix(): lines for path in sorted(_APP.rglob("*.py")) if (lines := _words(path))}
    others = {name: lines for name, lines in found.items() if not name.startswith(tuple(_MAY))}
    assert not others
    assert all(any(name.startswith(room) for name in found) for room in _MAY)
