"""``canaryform schema``: prints the JSON Schema of specs."""

from __future__ import annotations

import click

from generator.cli.terminal.output import Output


@click.command()
@click.pass_obj
def command(output: Output) -> None:
    """Print the JSON Schema of specs.

    Editors with a YAML language server complete and check a spec by it;
    `canaryform init` writes the line that names it.
    """
    from generator.spec.schema import schema_text

    output.result(schema_text().rstrip("\n"))
