"""Progress of stacks -> a board that is redrawn on a terminal, or a line for each step elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from generator.cli.terminal.output import Output
from generator.cli.text.complaint import printable

if TYPE_CHECKING:
    from rich.table import Table

    from generator.app.deploy.progress import Progress, Tell

_COLOURS = {"failed": "red", "not begun": "yellow", "waits for the connection": "yellow"}
_DONE = "green"
_GOES_ON = "but CloudFormation goes on with what it has begun; the same command continues from there"


@contextmanager
def board(output: Output, stacks: Sequence[str], *, is_wanted: bool) -> Iterator[Tell]:
    """What to tell of progress, from any thread, while the block runs; whoever interrupts it hears what goes on."""
    from generator.app.output.interrupt import interruptible_once

    try:
        with interruptible_once(), _shown(output, stacks, is_wanted=is_wanted) as tell:
            yield tell
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_GOES_ON) from None


@contextmanager
def _shown(output: Output, stacks: Sequence[str], *, is_wanted: bool) -> Iterator[Tell]:
    console = output.console() if is_wanted else None
    lines = _Lines(output, is_wanted=is_wanted)
    if console is None:
        yield lines.tell
        return
    from rich.live import Live  # Only a terminal pays for it.

    rows = _Rows(stacks)
    with Live(console=console, get_renderable=rows.table, refresh_per_second=4, transient=True):

        def tell(progress: Progress) -> None:
            rows.put(progress)
            if progress.note:
                console.print(f"{printable(progress.stack)}: {printable(progress.note)}", markup=False, highlight=False)

        yield tell


class _Lines:
    """For logs: a line whenever something happens."""

    def __init__(self, output: Output, *, is_wanted: bool) -> None:
        self._output, self._is_wanted, self._lock = output, is_wanted, Lock()

    def tell(self, progress: Progress) -> None:
        if not self._is_wanted:
            return
        what = progress.resource or progress.state
        note = f": {progress.note}" if progress.note else ""
        with self._lock:
            self._output.note(printable(f"{progress.stack}: {what}{note}"))


class _Rows:
    """For terminals: a row a stack, with what happens in it now."""

    def __init__(self, stacks: Sequence[str]) -> None:
        self._rows: dict[str, Progress | None] = dict.fromkeys(stacks)
        self._lock = Lock()

    def put(self, progress: Progress) -> None:
        with self._lock:
            self._rows[progress.stack] = progress

    def table(self) -> Table:
        from rich.table import Table
        from rich.text import Text

        table = Table.grid(padding=(0, 2))
        with self._lock:
            rows = list(self._rows.items())
        for name, progress in rows:
            state = progress.state if progress else "waiting"
            colour = _DONE if progress and progress.state.is_well else _COLOURS.get(state, "")
            resource = progress.resource if progress and not progress.state.is_well else ""
            table.add_row(Text(printable(name)), Text(state, style=colour), Text(printable(resource), style="dim"))
        return table
