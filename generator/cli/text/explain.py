"""A rule's name -> what it wants and why: one of ours, or one of cfn-lint's."""

from __future__ import annotations

import difflib
import re

import click

from generator.gate.catalog import RULES


def explained(name: str) -> str:
    """Raises UsageError for a name that no rule has."""
    rule = next((each for each in RULES if each.id == name), None)
    if rule:
        head = f"{click.style(rule.id, bold=True)} ({rule.severity})\n  {rule.description}\n  {rule.source}"
        example = "\n".join(f"  {line}".rstrip() for line in rule.example.strip("\n").rstrip().splitlines())
        return f"{head}\n\n{example}"
    if re.fullmatch(r"[EW]\d{4}", name):
        from generator.gate.cfn_lint import described

        if found := described(name):
            description, source = found
            return f"{click.style(name, bold=True)} (cfn-lint)\n  {description}\n  {source}"
    near = difflib.get_close_matches(name, [each.id for each in RULES], 1)
    hint = f" Did you mean {near[0]}?" if near else " `canaryform rules` lists them."
    raise click.UsageError(f"There is no rule '{name}'.{hint}")
