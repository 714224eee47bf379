"""``canaryform rules``: lists what the gate checks, and why."""

from __future__ import annotations

import click

from generator.cli import option
from generator.cli.terminal.output import Output
from generator.errors import ExitCode


@click.command()
@option.as_json
@click.pass_obj
def command(output: Output, as_json: bool) -> ExitCode:
    """List the rules of `lint`: the name of each, what it asks for, and the page that says so.

    cfn-lint's own rules come on top. docs/rules.md shows an example of each.
    """
    output.is_json = as_json
    from generator.gate.catalog import RULES

    if as_json:
        rules = [{"id": rule.id, "description": rule.description, "source": rule.source} for rule in RULES]
        output.document({"ok": True, "rules": rules})
        return ExitCode.OK
    for rule in RULES:
        output.result(f"{click.style(rule.id, bold=True)}\n  {rule.description}\n  {rule.source}")
    output.result(f"{len(RULES)} rules, and those of cfn-lint")
    return ExitCode.OK
