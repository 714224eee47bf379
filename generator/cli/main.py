"""The command line: arguments -> a command -> an exit code, and no traceback for anything but our own bugs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TextIO, cast

import click

from generator import __version__
from generator.app.workers import garbage
from generator.cli.group import CatalogGroup
from generator.cli.terminal import lost_interrupt
from generator.cli.terminal.output import Output
from generator.cli.terminal.stream import Stream
from generator.errors import ExitCode, OutsideError

PROGRAM = "canaryform"


@click.group(cls=CatalogGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
def cli() -> None:
    """One project spec in, a whole AWS release system out.

    Exit codes: 0 all is well; 1 something has problems, is stale or differs; 2 wrong usage;
    3 a file cannot be read or written, or AWS, git, gh or GitHub refused; 130 interrupted.
    """


def main() -> None:
    """Run the command that the process was started for, and end the process with its exit code."""
    stdout, stderr = Stream(sys.stdout), Stream(sys.stderr, must_arrive=False)
    # click prints help and usage errors by itself, through these.
    sys.stdout, sys.stderr = cast(TextIO, stdout), cast(TextIO, stderr)
    garbage.seldom()
    lost_interrupt.heed()
    code = run(sys.argv[1:], Output(stdout, stderr, os.environ))
    garbage.left_behind()
    sys.exit(code)


def run(arguments: Sequence[str], output: Output) -> int:
    """Run one command; the exit code."""
    try:
        _refuse_nowhere()
        code = cli.main(arguments, prog_name=PROGRAM, standalone_mode=False, obj=output)
        return int(code or ExitCode.OK)
    except OutsideError as error:
        output.refusal(error)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort) as stop:
        # click turns the one into the other; what has or has not been done by then is the first one's argument.
        origin = stop.__cause__ or stop
        what = origin.args[0] if isinstance(origin, KeyboardInterrupt) and origin.args else "nothing was written"
        output.note(f"interrupted, {what}")
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code


def _refuse_nowhere() -> None:
    try:
        os.getcwd()
    except FileNotFoundError:
        raise OutsideError(
            "cannot work here", "the working folder was deleted", "cd to a folder that is there"
        ) from None
