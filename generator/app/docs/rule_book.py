"""The catalog of rules -> docs/rules.md: ``python -m generator.app.docs.rule_book > docs/rules.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from generator.app.docs.cost import COSTS, Cost
from generator.gate.catalog import ROOMS, RULES
from generator.gate.room import Room
from generator.gate.rule import Rule

_WIDEST = 160

_HEAD = """\
# Rules

Made by `make docs` from the rules themselves; do not edit.

`canaryform lint` runs cfn-lint and these {count} rules on everything that a spec generates: all templates of an
environment together with its side files and GitHub's, with every reference and import followed. `canaryform lint PATH`
runs them on files as they are: CloudFormation templates (YAML or JSON), appspec, task definition, buildspec,
imageDetail.json, input of the AWS CLI (`--cli-input-json`: pipeline, deployment group, service, project ...),
parameters of stacks, stack policies, IAM policies, GitHub workflows and rulesets, Dependabot's configuration,
CODEOWNERS, Dockerfiles, and folders of all that. What a file is, is told by what is in it. `canaryform lint --explain
RULE` shows one rule; `--format sarif`, `--format github` and `--format junit` write what code
scanning, pull requests and test reports show.

An error is what AWS refuses, or what no release can work with. A warning works, and will hurt. Advice hardens, or is a
matter of taste: on files that canaryform did not write it is counted and not shown, unless `--advice` asks for it.

Each rule has an example as a diff: with the lines marked `-` it finds something, with those marked `+` instead it
does not.

What the given files do not say is never taken for known: a parameter without default, an import of another stack, an
output of an earlier action. A parameter is taken to have its default, a condition to be true. Nothing is said about
names that a file which is not given may make, unless `--complete` says that there is none, or canaryform wrote all of
them. Where a spec asks in so many words for what a rule is against (`rollback: false`, every alarm `false`, a
`test_allow` with 0.0.0.0/0), the rules `rollback`, `release-alarms` and `open-test-listener` do not apply.
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
    yield f"## {room.name}\n\n{room.description}\n\n{_paragraph(COSTS[room.name])}"
    for rule in room.rules:
        yield "\n".join(_section(rule))


def _paragraph(cost: Cost) -> str:
    return f"What it costs people: {cost.what} Reports: {', '.join(f'<{each}>' for each in cost.reports)}"


def _section(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}\n"
    yield f"{rule.description}"
    yield f"\n{rule.severity.capitalize()}. Source: <{rule.source}>\n"
    yield "```diff"
    for line in rule.example.strip("\n").rstrip().splitlines():
        yield line if len(line) <= _WIDEST else f"{line[:_WIDEST]}…"
    yield "```"


if __name__ == "__main__":
    sys.stdout.write(rule_book())
