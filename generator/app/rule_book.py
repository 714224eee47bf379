"""The catalog of rules -> docs/rules.md: ``python -m generator.app.rule_book > docs/rules.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from generator.gate.catalog import ROOMS, RULES
from generator.gate.room import Room
from generator.gate.rule import Rule

_WIDEST = 160

_HEAD = """\
# Rules

Made by `make docs` from the rules themselves; do not edit.

`canaryform lint` runs cfn-lint and these {count} rules on everything that a spec generates: all templates of an
environment together with its side files, with every reference and import followed.
`canaryform lint --template FILE` runs them on any CloudFormation template, and `canaryform lint --seed-files DIR` on
files written by hand for the AWS CLI.

Each rule has an example as a diff: with the lines marked `-` it finds something, with those marked `+` instead it
does not.

A parameter is taken to have its default, a condition to be true. Of templates that are not all there is (`--template`
without `--complete`), nothing is said about names that another one may make. Where a spec asks in so many words for
what a rule is against (`rollback: false`, every alarm `false`, a `test_allow` with 0.0.0.0/0), the rules `rollback`,
`release-alarms` and `open-test-listener` do not apply; the last is for specs only, and left out of `--template`.
"""


def rule_book() -> str:
    """The page as Markdown."""
    index = [line for room in ROOMS for line in _index(room)]
    sections = [part for room in ROOMS for part in _sections(room)]
    parts = [_HEAD.format(count=len(RULES)), "\n".join(index), *sections]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _index(room: Room) -> Iterator[str]:
    yield f"- [{room.name}](#{room.name})"
    for rule in room.rules:
        yield f"  - [`{rule.id}`](#{rule.id}): {rule.description}"


def _sections(room: Room) -> Iterator[str]:
    yield f"## {room.name}\n\n{room.description}"
    for rule in room.rules:
        yield "\n".join(_section(rule))


def _section(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}\n"
    yield f"{rule.description}"
    if rule.is_for_files:
        yield "Only for files written by hand."
    yield f"\nSource: <{rule.source}>\n"
    yield "```diff"
    for line in rule.example.strip("\n").rstrip().splitlines():
        yield line if len(line) <= _WIDEST else f"{line[:_WIDEST]}…"
    yield "```"


if __name__ == "__main__":
    sys.stdout.write(rule_book())
