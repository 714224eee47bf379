"""What ``canaryform power`` found -> a page of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from generator.canary.answers import Kind
from generator.canary.course import Course, Strategy
from generator.canary.power import DELAYS
from generator.cli.text.table import Column, table
from generator.model.release import DELAY_MINUTES

if TYPE_CHECKING:
    from generator.app.power.answer import Answer, Row
    from generator.app.power.search import Better
    from generator.model.service import Service

_WIDTH = 80
_BAR = 40
_HEADS = {Kind.ERROR: "5xx", Kind.REFUSED: "502", Kind.SLOW: "slow"}
_FAILS = {
    Kind.ERROR: "answers with 5xx",
    Kind.REFUSED: "cannot be reached (the load balancer answers 502)",
    Kind.SLOW: "answers later than an alarm on latency allows",
}
_USUAL = DELAYS.index(DELAY_MINUTES)


def power_page(service: Service, answers: Sequence[Answer], better: Better | None, *, has_box_characters: bool) -> str:
    """One load in full; of several, what is caught at each."""
    lines = [*_heading(service, answers[0])]
    if len(answers) > 1:
        lines += _overview(answers, has_box_characters=has_box_characters)
    else:
        lines += _full(answers[0], has_box_characters=has_box_characters)
    lines += _limits(answers)
    if better:
        lines += ["", *_advice(service, answers[0], better)]
    return "\n".join(lines)


def _heading(service: Service, answer: Answer) -> Iterator[str]:
    yield click.style(f"{service.project.name} {service.environment.name}: {_course(answer.course)}", bold=True)
    for note in answer.notes:
        yield from _folded(f"! {note}", "  ")


def _course(course: Course) -> str:
    kept = f"then the old tasks stay {course.keep_old} minutes"
    match course.strategy:
        case Strategy.CANARY:
            return f"{course.percent:g} % for {course.minutes} minutes, {kept}"
        case Strategy.LINEAR:
            return f"{course.percent:g} % more every {course.minutes} minutes, {kept}"
        case Strategy.ALL_AT_ONCE:
            return f"all at once, {kept}"


def _full(answer: Answer, *, has_box_characters: bool) -> Iterator[str]:
    load = answer.load
    yield f"{load.requests:g} requests/s, of which {load.errors:g} % fail and {load.slow:g} % are slow when all is well"
    for kind in Kind:
        rows = [row for row in answer.rows if row.kind is kind]
        if rows:
            yield ""
            yield from _rows(kind, rows, has_box_characters=has_box_characters)
    yield ""
    yield f"A good release is stopped in at most {_percent(answer.false_alarms)} of all cases."


def _rows(kind: Kind, rows: Sequence[Row], *, has_box_characters: bool) -> Iterator[str]:
    if not any(row.alarm for row in rows):
        yield f"A release that {_FAILS[kind]}: no alarm sees it."
        return
    heads = (_HEADS[kind], *(f"{delay} min" for delay in DELAYS), "old there", "bad answers", "all at once")
    columns = [Column(head, is_number=True) for head in heads]
    cells = [
        [
            f"{row.percent:g} %",
            *map(_percent, row.in_canary),
            _percent(row.before_old_end[_USUAL]),
            _number(row.bad_answers),
            _number(row.at_once),
        ]
        for row in rows
    ]
    yield f"A release that {_FAILS[kind]}, caught"
    yield "in the canary, if known after 1, 2, 3 minutes; while the old tasks are there:"
    yield from table(columns, cells, _WIDTH, has_box_characters=has_box_characters)
    yield from _bars(rows, has_box_characters=has_box_characters)


def _bars(rows: Sequence[Row], *, has_box_characters: bool) -> Iterator[str]:
    """What is caught in the canary, drawn; and, lighter, before the old tasks end."""
    dark, light = ("█", "░") if has_box_characters else ("#", ".")
    for row in rows:
        canary, whole = (round(_BAR * share[_USUAL]) for share in (row.in_canary, row.before_old_end))
        yield f" {row.percent:>4g} % {dark * canary}{light * (whole - canary)}".rstrip()
    yield f"        {dark} in the canary   {light} before the old tasks end"


def _overview(answers: Sequence[Answer], *, has_box_characters: bool) -> Iterator[str]:
    yield "The spec does not say how much traffic there is. Caught in the canary are, of"
    yield "releases that answer so often with 5xx, and stopped of good ones at most:"
    rows = [row for row in answers[0].rows if row.kind is Kind.ERROR]
    heads = ("requests/s", *(f"5xx {row.percent:g} %" for row in rows), "good one")
    columns = [Column(head, is_number=True) for head in heads]
    cells = [
        [
            f"{answer.load.requests:g}",
            *(_percent(row.in_canary[_USUAL]) for row in answer.rows if row.kind is Kind.ERROR),
            _percent(answer.false_alarms),
        ]
        for answer in answers
    ]
    yield from table(columns, cells, _WIDTH, has_box_characters=has_box_characters)
    yield "Write `traffic: {requests: 5, errors: 0.2}` with your own, or give --requests."


def _limits(answers: Sequence[Answer]) -> Iterator[str]:
    yield from _folded("Real errors come in groups, by path and by user: real canaries catch less than this.")
    by_reason: dict[str, list[str]] = {}
    for name, why in answers[0].unread:
        by_reason.setdefault(why, []).append(name)
    for why, names in by_reason.items():
        yield from _folded(f"Not counted on: {', '.join(names)}: {why}.")


def _advice(service: Service, answer: Answer, better: Better) -> Iterator[str]:
    caught, false = _percent(better.caught), _percent(better.false_alarms)
    if not better.is_enough:
        yield from _folded(
            "At this traffic no canary of an hour catches 95 % of the releases that fail 5 %, with false alarms in 1 % "
            f"of all at most; the best would catch {caught}, with {false}. Let a load test call the test port "
            "(load_balancer.test_port) from a hook (release.hooks.after_test_traffic), or let a person decide "
            "(environments." + service.environment.name + ".approval)."
        )
        return
    now = next((row for row in answer.rows if row.kind is Kind.ERROR and row.percent == 5), None)
    if now and now.in_canary[_USUAL] >= 0.95 and answer.false_alarms <= 0.01 and now.bad_answers <= better.bad_answers:
        yield "That is good: no other setting that was tried has fewer bad answers."
        return
    yield from _folded(
        f"Better: catches {caught} of the releases that fail 5 %, {false} false alarms, {_number(better.bad_answers)} "
        "bad answers:"
    )
    yield "  release:"
    yield "    strategy: canary"
    yield f"    percent: {better.percent}"
    yield f"    minutes: {better.minutes}"
    yield f"    alarms: {better.alarms}"


def _percent(share: float) -> str:
    percent = 100 * share
    if 0 < percent < 0.05:
        return "<0.1 %"
    if 99.95 > percent >= 99.5:
        return ">99 %"
    return f"{percent:.0f} %" if percent >= 10 or percent == 0 else f"{percent:.1f} %"


def _number(count: float) -> str:
    return f"{count:,.0f}" if count >= 10 else f"{count:.1f}"


def _folded(text: str, indent: str = "") -> list[str]:
    return wrap(text, _WIDTH, subsequent_indent=indent)
