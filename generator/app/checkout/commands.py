"""The commands of ``build.test`` and the files of the context -> commands that are bound to fail there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.app.build.product import Source
from generator.app.checkout.file import read_text
from generator.app.checkout.finding import Finding

_AT = ("build", "test")
_FIRST_WORD = re.compile(r"\s*([A-Za-z0-9_-]+)\s*(.*)")
_RUN = re.compile(r"(?:run|run-script)\s+([A-Za-z0-9:_.-]+)")
NPM_LOCKS = ("package-lock.json", "npm-shrinkwrap.json")
_OTHER_LOCKS = {"yarn.lock": "yarn install --frozen-lockfile", "pnpm-lock.yaml": "pnpm install --frozen-lockfile"}
_NODE = frozenset(["npm", "yarn", "pnpm"])


def findings(source: Source, context: Path) -> Iterator[Finding]:
    """Of commands that are one plain call; what a shell makes of more than that is not guessed."""
    for command in source.test:
        match = _FIRST_WORD.fullmatch(command)
        if match is None or match[1] not in _NODE:
            continue
        if not (context / "package.json").is_file():
            message = f"`{command}` needs a package.json, and there is none in {source.context}"
            yield Finding(_AT, message, "say in build.test how this service is tested; `test: []` tests nothing")
            return
        if match[1] == "npm":
            yield from _npm(command, match[2].strip(), source, context)


def _npm(command: str, rest: str, source: Source, context: Path) -> Iterator[Finding]:
    words = rest.split()
    if words[:1] == ["ci"] and not _has(context, NPM_LOCKS):
        # https://docs.npmjs.com/cli/commands/npm-ci: the project must have one of the two.
        other = next((lock for lock in _OTHER_LOCKS if _has(context, [lock])), None)
        message = f"`{command}` fails without a package-lock.json, and there is none in {source.context}"
        hint = "commit the file that `npm install` writes"
        yield Finding(_AT, message, f"{other} is there: write `{_OTHER_LOCKS[other]}` instead" if other else hint)
    run = _RUN.match(rest)
    script = run[1] if run else "test" if words[:1] in (["test"], ["t"]) else ""
    if script and "--if-present" not in words:
        scripts = _scripts(context)
        if scripts is not None and script not in scripts:
            message = f"`{command}` fails: {source.context}/package.json has no script {script!r}"
            yield Finding(_AT, message, "add the script, or take the command out of build.test")


def _scripts(context: Path) -> Any:
    """The scripts of package.json; None where it cannot be read, which is another check's to say."""
    try:
        document = json.loads(read_text(context / "package.json"))
    except (OSError, ValueError, RecursionError):
        return None
    scripts = document.get("scripts", {}) if isinstance(document, dict) else None
    return scripts if isinstance(scripts, dict) else None


def _has(context: Path, names: Sequence[str]) -> bool:
    return any((context / name).is_file() for name in names)
