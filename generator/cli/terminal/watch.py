"""A ``Status`` again and again -> a page that is redrawn on a terminal, or a line whenever something changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NoReturn

from generator.cli.terminal.output import Output
from generator.cli.text.status_line import status_line
from generator.cli.text.status_page import status_page

if TYPE_CHECKING:
    from generator.app.status.environment import Status


def now() -> datetime:
    """The time that is shown beside what was seen."""
    return datetime.now(UTC)


def watch(
    output: Output,
    look: Callable[[], Status],
    seconds: float,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], datetime] = now,
) -> NoReturn:
    """Look, show, wait ``seconds``, look again. Only an exception ends it, such as KeyboardInterrupt."""
    last = ""
    try:
        with output.screen() as draw:
            while True:
                status = look()
                moment = f"{clock():%H:%M:%S}Z"
                if draw:
                    draw(f"{moment}, every {seconds:g} s; Ctrl-C ends it\n{status_page(status)}")
                elif (line := status_line(status)) != last:
                    output.result(f"{moment} {line}")
                    last = line
                sleep(seconds)
    except KeyboardInterrupt:
        raise KeyboardInterrupt("nothing was changed") from None
