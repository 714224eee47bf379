"""``canaryform completion``: prints the completion script for a shell."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from generator.cli.terminal.output import Output

_SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.command()
@click.argument("shell", type=click.Choice(list(_SHELLS)))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the completion script for a shell.

    \b
    bash  canaryform completion bash > ~/.canaryform.bash, and in ~/.bashrc: source ~/.canaryform.bash
    zsh   canaryform completion zsh > a file _canaryform in a folder of $fpath
    fish  canaryform completion fish > ~/.config/fish/completions/canaryform.fish
    """  # noqa: D301 (click reads the backspace as "do not wrap this")
    output = context.find_object(Output)
    assert output is not None
    program = context.find_root().command
    complete = _SHELLS[shell](program, {}, "canaryform", "_CANARYFORM_COMPLETE")
    # Not .source(): for bash that runs bash to learn its version, on the machine where the script is only written.
    output.result((complete.source_template % complete.source_vars()).rstrip("\n"))
