"""The only place that prints, and that asks."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from generator.cli.json.document import problem_document
from generator.cli.terminal.stream import Stream
from generator.cli.text.complaint import complaints, refusal
from generator.errors import OutsideError
from generator.problems import Problem

if TYPE_CHECKING:
    from rich.console import Console

_REDRAW = 0.1
"""Seconds. Drawing a bar takes longer than looking up an unchanged spec."""


class Output:
    """What the user sees: results on standard output, everything else on standard error.

    Colour is for terminals, unless NO_COLOR is set (https://no-color.org) or the terminal says that it is dumb.
    """

    def __init__(self, stdout: Stream, stderr: Stream, environment: Mapping[str, str]) -> None:
        self._stdout, self._stderr = stdout, stderr
        self._wants_colour = not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
        self.is_json = False
        """Set by a command with ``--json``: then standard output holds one JSON document, whatever happens."""
        self._drawn_on: Console | None = None
        self._gathered: list[Mapping[str, Any]] | None = None

    def result(self, text: str) -> None:
        """Print what the command was called for."""
        self._print(self._stdout, text)

    def note(self, text: str) -> None:
        """Print something beside the result."""
        self._print(self._stderr, text)

    def aside(self, text: str) -> None:
        """Print something while the command works, from any thread: above what is being drawn."""
        if self._drawn_on is None:
            self.note(text)
        else:
            self._drawn_on.print(text, markup=False, highlight=False)

    def document(self, document: Mapping[str, Any]) -> None:
        """Print the result as JSON. Plain ASCII: it means the same in every encoding."""
        if self._gathered is None:
            self.result(json.dumps(document, indent=2))
        else:
            self._gathered.append(document)

    @contextmanager
    def gathering(self, key: str) -> Iterator[None]:
        """Of the documents that are printed in the block, print one in the end: all of them, under ``key``."""
        gathered = self._gathered = []
        try:
            yield
        finally:
            self._gathered = None
            if self.is_json:
                self.document({"ok": all(each["ok"] for each in gathered), key: gathered})

    def problems(
        self,
        problems: Sequence[Problem],
        sources: Mapping[str, str],
        end: str = "",
        *,
        are_result: bool,
        noun: str = "spec",
    ) -> None:
        """Print problems, which are in files called ``noun``: a result where they are looked for, else in its way."""
        text = complaints(problems, sources, end, noun)
        self._print(self._stdout if are_result else self._stderr, text)

    def problems_document(self, problems: Sequence[Problem], *, is_ok: bool | None = None, **rest: Any) -> None:
        """Print problems as JSON, with what else belongs to the result; ``is_ok`` where advice alone is no problem."""
        ok = not problems if is_ok is None else is_ok
        self.document({"ok": ok, **rest, "problems": [problem_document(problem) for problem in problems]})

    def refusal(self, error: OutsideError) -> None:
        """Print what the world outside refused."""
        self.note(refusal(error))
        if self.is_json:
            self.document({"ok": False, "error": {"what": error.what, "why": error.why, "hint": error.hint}})

    def ask(self, question: str, default: str | None) -> str:
        """Ask on standard error, so that standard output can go elsewhere."""
        try:
            answer: str = click.prompt(question, default=default, err=True)
        except click.Abort as end:
            if isinstance(end.__context__, EOFError):
                self.note("")
                raise click.UsageError("the input ended before every question was answered") from None
            raise
        return answer.strip()

    def agrees(self, question: str, else_: str) -> bool:
        """Ask for a yes, on standard error, and say ``else_`` where the answer is another.

        Raises UsageError where nobody can answer.
        """
        try:
            is_agreed = click.confirm(question, default=False, err=True)
        except click.Abort as end:
            if isinstance(end.__context__, EOFError):
                self.note("")
                raise click.UsageError("nobody is there to answer: --yes does not ask") from None
            raise
        if not is_agreed:
            self.note(else_)
        return is_agreed

    @property
    def width(self) -> int | None:
        """The columns of the terminal that shows the result; None when a file or a program takes it."""
        if not self._stdout.isatty():
            return None
        return shutil.get_terminal_size().columns

    @property
    def is_read(self) -> bool:
        """Whether the result still has a reader, as far as writing has told: ``| head`` leaves when it has enough."""
        return self._stdout.is_open

    @property
    def has_box_characters(self) -> bool:
        """Whether the result may have lines drawn in it."""
        return self._stdout.encoding.lower().replace("-", "").startswith("utf")

    def console(self) -> Console | None:
        """A screen beside the result, that may be drawn on again and again; None where nobody watches."""
        if not self._stderr.isatty():
            return None
        from rich.console import Console  # Only a terminal pays for it.

        self._drawn_on = Console(file=cast(TextIO, self._stderr), no_color=not self._wants_colour)
        return self._drawn_on

    @contextmanager
    def screen(self) -> Iterator[Callable[[str], None] | None]:
        """A part of the terminal for a result that changes; each call of the value draws it anew. None: no terminal."""
        if not self._stdout.isatty():
            yield None
            return
        from rich.console import Console  # Only a terminal pays for it.
        from rich.live import Live
        from rich.text import Text

        console = self._drawn_on = Console(file=cast(TextIO, self._stdout), no_color=not self._wants_colour)
        with Live(console=console, auto_refresh=False) as live:
            yield lambda text: live.update(Text.from_ansi(text), refresh=True)

    @contextmanager
    def progress(
        self, total: int, *, is_wanted: bool = True, clock: Callable[[], float] = time.monotonic
    ) -> Iterator[Callable[[str], None]]:
        """A bar for a work of several steps, while somebody watches; the value yielded is called after each step."""
        console = self.console() if total > 1 and is_wanted else None
        if console is None:
            yield lambda step: None
            return
        from rich.markup import escape
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        # Drawn at each step and not by a thread: the steps may be done by processes, and those are forked.
        with Progress(*columns, console=console, transient=True, auto_refresh=False, get_time=clock) as bar:
            task = bar.add_task("specs", total=total, rate="")
            drawn = bar.get_time()

            def step(name: str) -> None:
                nonlocal drawn
                is_due = bar.get_time() - drawn > _REDRAW
                drawn = bar.get_time() if is_due else drawn
                bar.update(task, advance=1, description=escape(name), rate=_rate(bar.tasks[0].speed), refresh=is_due)

            bar.refresh()
            yield step

    def _print(self, stream: Stream, text: str) -> None:
        has_colour = self._wants_colour and stream.isatty()
        stream.write((text if has_colour else click.unstyle(text)) + "\n")
        stream.flush()


def _rate(speed: float | None) -> str:
    """Steps a second, in as many digits as say something."""
    return f"{speed:.{0 if speed >= 10 else 1}f}/s" if speed else ""
