"""Steps that were shown and agreed to -> done, each told as it is done, and how far that got where it ends early."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from generator.cli.target import left_behind
from generator.cli.terminal.output import Output
from generator.cli.text.complaint import printable
from generator.errors import ExitCode, OutsideError

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Carried:
    """How far it got."""

    done: list[str] = field(default_factory=list)
    """Each step, in words."""
    started: str = ""
    """The id of what was started; empty where nothing was."""
    refusal: OutsideError | None = None
    """Why it did not go on."""

    @property
    def code(self) -> ExitCode:
        """Of the command."""
        return ExitCode.OUTSIDE if self.refusal else ExitCode.OK


def carry_out(output: Output, act: Callable[[Tell], str]) -> Carried:
    """Have ``act`` do the steps; it is given what hears of each, and gives the id of what it starts.

    Raises KeyboardInterrupt, which says what is left behind; and, but for JSON, OutsideError where AWS refuses.
    """
    done: list[str] = []

    def tell(text: str) -> None:
        done.append(text)
        if not output.is_json:
            output.result(printable(text))

    try:
        return Carried(done, act(tell))
    except KeyboardInterrupt:
        raise KeyboardInterrupt(left_behind(done)) from None
    except OutsideError as error:
        if not output.is_json:
            output.note(printable(left_behind(done)))
            raise
        return Carried(done, refusal=error)
