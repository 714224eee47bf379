"""What is CodeDeploy's alone is written in one room, and in the files that are about its API by nature."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import generator

PACKAGE = Path(generator.__file__).parent
WORDS = re.compile(r"code_?deploy|app_?spec|taskdef\b", re.I)
READING = "the reading side: what runs is asked of CodeDeploy's own API"
JUDGED = "judges the templates of anybody, by either engine"
NATURE = {
    "app/deploy": READING,
    "app/engine": READING,
    "app/diff/written.py": JUDGED,
    "app/docs/cost.py": JUDGED,
    "app/docs/rule_book.py": JUDGED,
    "app/doctor": READING,
    "app/handwritten": JUDGED,
    "app/init/spec.py": "tells a first spec which engine is the default",
    "app/migrate": "the way from one engine to the other",
    "app/rollback": READING,
    "cli": "speaks to people",
    "difference": JUDGED,
    "gate": JUDGED,
    "live": READING,
    "picture": JUDGED,
    "engines": "the room of engines",
    "iam/codedeploy.py": "the calls that CodeDeploy makes",
    "model/release.py": "the spec's word for the engine that is the default",
    "naming/limit.py": "the names of things of either engine",
    "policies/codedeploy.py": "CodeDeploy's role",
    "policies/deployer.py": "a table of things by their type",
    "policies/deployer_images.py": "a table of calls by engine",
    "policies/deployer_things.py": "another",
    "policies/omission.py": "a table of handlers by type",
    "policies/scope.py": "a table of actions",
    "resources/deployment_config.py": "a resource of CodeDeploy",
    "resources/deployment_group.py": "a resource of CodeDeploy",
    "stacks/catalog.py": "a table of stacks",
    "stacks/codedeploy.py": "the stack of CodeDeploy's resources",
}
"""File or folder -> why the words stand there."""


def _said(tree: ast.Module) -> Iterator[str]:
    """Names and texts, but for docstrings, which may say what another engine does."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value
        for field in ("id", "attr", "name", "module", "arg"):
            found = getattr(node, field, None)
            if isinstance(found, str):
                yield found


def _where() -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if WORDS.search(text) and any(WORDS.search(said) for said in _said(ast.parse(text))):
            yield path.relative_to(PACKAGE).as_posix()


def _reason(file: str) -> str:
    """The entry that allows a file to say them; empty where none does."""
    return next((entry for entry in NATURE if file == entry or file.startswith(f"{entry}/")), "")


def test_the_words_stand_where_they_belong_and_nowhere_else() -> None:
    files = list(_where())
    assert [file for file in files if not _reason(file)] == []
    assert {_reason(file) for file in files} == {*NATURE}
