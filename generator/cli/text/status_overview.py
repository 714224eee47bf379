"""Each service of an environment, or of several, with its ``Status`` -> one page: a line a service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from generator.app.status.colour import colours
from generator.app.status.health import health
from generator.cli.text.complaint import printable
from generator.cli.text.table import Column, table
from generator.count import counted
from generator.errors import OutsideError

if TYPE_CHECKING:
    from generator.app.status.environment import Status
    from generator.app.status.fleet import Looked

_COLUMNS = (Column("Service"), Column("Version"), Column("Release"), Column("Traffic"), Column("Alarms"))
_OF_SEVERAL = (Column("Environment"), *_COLUMNS[1:])


def status_overview(found: Mapping[str, Status], width: int | None, *, has_box_characters: bool) -> str:
    """What they share first, then the services, at last what is wrong, and with which."""
    first = next(iter(found.values()))
    name = click.style(f"{first.project.name} {first.project.environment.name}", bold=True)
    rows = [[printable(cell) for cell in cells(service, status)] for service, status in found.items()]
    return "\n".join(
        [
            f"{name}: account {first.account}, {first.project.region}",
            "",
            *table(_COLUMNS, rows, width, has_box_characters=has_box_characters),
            *dict.fromkeys(_troubles(found)),
        ]
    )


def fleet_overview(every: Sequence[Looked], width: int | None, *, has_box_characters: bool) -> str:
    """A line for each, and what is wrong with which below."""
    rows: list[tuple[str, ...]] = []
    below: list[str] = []
    for each in every:
        if isinstance(each.found, OutsideError):
            rows.append((each.name, "?", "?", "?", "?"))
            below.append(click.style(printable(f"{each.name}: {each.found.what}: {each.found.why}"), fg="yellow"))
        else:
            rows.append(cells(each.name, each.found))
            below += _troubles({each.name: each.found}, is_named=True)
    shown = [[printable(cell) for cell in row] for row in rows]
    lines = table(_OF_SEVERAL, shown, width, has_box_characters=has_box_characters)
    return "\n".join([*lines, *dict.fromkeys(below)])


def _troubles(found: Mapping[str, Status], *, is_named: bool = False) -> Iterator[str]:
    """What is common to all is told once, unless it ``is_named`` always: it is the same words."""
    common = set() if is_named else set.intersection(*({*health(status).faults} for status in found.values()))
    for service, status in found.items():
        verdict = health(status)
        for fault in verdict.faults:
            yield click.style(printable(fault if fault in common else f"{service}: {fault}"), fg="red")
        for part in verdict.unknown:
            yield click.style(printable(f"{service}: {part} unknown"), fg="yellow")


def cells(service: str, status: Status) -> tuple[str, ...]:
    """Its name, version, release, traffic and alarms in a few words each."""
    return service, _version(status), _release(status), _traffic(status), _alarms(status)


def _version(status: Status) -> str:
    if status.service.refusal:
        return "?"
    state = status.service.value
    return "-" if state is None or state.container is None else state.version or "none yet"


def _release(status: Status) -> str:
    if status.release.refusal:
        return "?"
    deployment = status.release.value.deployment if status.release.value else None
    return deployment.status if deployment else "-"


def _traffic(status: Status) -> str:
    if status.traffic.refusal:
        return "?"
    shares = [f"{colour.name} {colour.percent:g} %" for colour in colours(status) if colour.has_traffic]
    return ", ".join(shares) or "-"


def _alarms(status: Status) -> str:
    if status.alarms.refusal:
        return "?"
    state = status.alarms.value
    if state is None:
        return "-"
    return f"{counted(len(state.firing), 'alarm')} firing" if state.firing else "none firing"
