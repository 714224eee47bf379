"""``canaryform verify``: asks the running service which version it is, until one answers alone or the time is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from generator.cli import option
from generator.cli.terminal.output import Output
from generator.errors import ExitCode

if TYPE_CHECKING:
    from generator.app.verify.run import Question, Report
    from generator.app.verify.window import Window

_SECONDS, _CANARY_SECONDS, _MOST_SECONDS = 300, 1800, 4 * 3600
_RATE, _HIGHEST_RATE = 2, 50


def _url(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """An address that can be asked, or a usage error that does not repeat a password."""
    try:
        parts = urlsplit(value)
        is_good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_good = False
    if not is_good or not (value.isascii() and value.isprintable()) or " " in value:
        raise click.BadParameter("say an address such as https://shop.example.com/.")
    if parts.username is not None:
        raise click.BadParameter("an address with a user or a password in it is not asked.")
    return parts._replace(fragment="", path=parts.path or "/").geturl()


def _version(context: click.Context, parameter: click.Parameter, value: str) -> str:
    if not value.strip():
        raise click.BadParameter("say a version such as v1.2.3.")
    return value.strip()


@click.command()
@click.argument("url", metavar="URL", callback=_url)
@click.option("--expect", metavar="VERSION", required=True, callback=_version, help="The version, or its tag: v1.2.3.")
@click.option("--canary", is_flag=True, help="Expect a share that begins small and grows until it is all.")
@click.option(
    "--seconds",
    type=click.IntRange(1, _MOST_SECONDS),
    help=f"How long at most.  [default: {_SECONDS}; with --canary {_CANARY_SECONDS}]",
)
@click.option(
    "--rate", type=click.IntRange(1, _HIGHEST_RATE), default=_RATE, show_default=True, help="Samples in a second."
)
@click.option("--header", metavar="NAME", help="The header of an answer that names the version.")
@click.option("--field", metavar="NAME", help="The field of a JSON answer that does, such as app.version.")
@option.as_json
@click.pass_obj
def command(
    output: Output,
    url: str,
    expect: str,
    canary: bool,
    seconds: int | None,
    rate: int,
    header: str | None,
    field: str | None,
    as_json: bool,
) -> ExitCode:
    """Ask URL which version it is, and show the share of each version over time; 1 when it is not VERSION alone.

    It is enough that VERSION answers 20 times in a row, or 100 times after a canary. Without --header and --field the
    version is a JSON answer's field `version`, or what follows that word in a text, such as "Version: 1.2.3".
    """
    if header and field:
        raise click.UsageError("the version is in a header or in a field: say one of --header and --field.")
    output.is_json = as_json
    from generator.app.verify.run import Question, verify
    from generator.app.verify.sample import Pace
    from generator.app.verify.version import Reader
    from generator.live.endpoint import Endpoint

    pace = Pace(rate, seconds or (_CANARY_SECONDS if canary else _SECONDS))
    question = Question(expect, canary, Reader(header, field), pace)
    report = verify(question, Endpoint(url).ask, _Plot(output, expect).tell)
    if as_json:
        output.document({"ok": report.outcome.is_good, **_document(url, question, report)})
    else:
        _conclude(output, report, expect)
    return ExitCode.OK if report.outcome.is_good else ExitCode.PROBLEMS


class _Plot:
    """Prints each line when it is known."""

    def __init__(self, output: Output, expected: str) -> None:
        self._output, self._expected, self._has_legend = output, expected, False

    def tell(self, window: Window) -> None:
        from generator.cli.text import share

        if self._output.is_json:
            return
        has_box_characters = self._output.has_box_characters
        if not self._has_legend:
            self._output.result(share.legend(self._expected, has_box_characters=has_box_characters))
            self._has_legend = True
        self._output.result(share.line(window, self._expected, has_box_characters=has_box_characters))


def _conclude(output: Output, report: Report, expected: str) -> None:
    from generator.cli.text import share

    colour = "green" if report.outcome.is_good else "red"
    output.result(click.style(share.sentence(report, expected), fg=colour))
    for line in share.error_lines(report):
        output.result(line)


def _document(url: str, question: Question, report: Report) -> dict[str, Any]:
    return {
        "url": url,
        "expected": question.expected,
        "outcome": str(report.outcome),
        "seconds": round(report.seconds, 3),
        **_window(report.total),
        "reasons": dict(report.errors),
        "windows": [{"start": window.start, **_window(window)} for window in report.windows],
    }


def _window(window: Window) -> dict[str, Any]:
    """Latencies in seconds, the share between 0 and 1."""
    return {
        "answers": window.answers,
        "expected_answers": window.expected,
        "share": window.share,
        "others": dict(window.others),
        "errors": window.errors,
        "p50": window.p50,
        "p99": window.p99,
    }
