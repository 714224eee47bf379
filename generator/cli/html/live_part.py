"""What AWS said of each environment -> the part of the page that says how the system is now."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.report.report import Live
from generator.app.status.environment import Status
from generator.app.status.fleet import Looked
from generator.app.status.health import health
from generator.cli.html.element import Child, Html, element, joined, table
from generator.cli.text.status_overview import cells
from generator.errors import OutsideError

_HEADS = ("Environment", "Version", "Release", "Traffic", "Alarms", "Address", "Health")


def live_part(live: Live) -> Html:
    """A line for each service, and the states of the stacks that are not as they should be."""
    about = f"As AWS had it at {live.time:%Y-%m-%d %H:%M}Z; canaryform status asks again."
    rows = [_row(each) for each in live.looked]
    stacks = [row for each in live.looked for row in _stacks(each)]
    parts: list[Child] = [element("p", about), table("Each service now", _HEADS, rows)]
    if jobs := [row for each in live.looked for row in _jobs(each)]:
        parts.append(table("Each job now", ("Job", "Version", "Runs at", "Health"), jobs))
    if stacks:
        parts.append(table("Stacks that are not as they should be", ("Stack", "Status", "Why"), stacks))
    return joined(parts)


def _row(each: Looked) -> list[Child]:
    if isinstance(each.found, OutsideError):
        return [each.name, "?", "?", "?", "?", "?", f"unknown: {each.found.what}: {each.found.why}"]
    name, *rest = cells(each.name, each.found)
    return [name, *rest, _address(each.found.url), _health(each.found)]


def _address(url: str) -> Child:
    return element("a", url, href=url) if url else "none yet"


def _health(status: Status) -> Html:
    found = health(status)
    if found.is_well:
        return element("span", "well", class_="good")
    unknown = [f"{part} unknown" for part in found.unknown]
    return joined(element("div", fault) for fault in dict.fromkeys([*found.faults, *unknown]))


def _jobs(each: Looked) -> Iterator[list[Child]]:
    if isinstance(each.found, OutsideError):
        return
    for job in each.found.jobs.value or ():
        bad = element("span", "a run could not be started", class_="bad")
        health = bad if job.is_undelivered else element("span", "well", class_="good")
        version = job.version or ("none yet" if job.is_deployed else "not deployed")
        yield [element("bdi", f"{each.name} {job.name}"), version, job.schedule, health]


def _stacks(each: Looked) -> Iterator[list[Child]]:
    if isinstance(each.found, OutsideError):
        return
    for stack in each.found.stacks.value or ():
        if stack.is_bad or stack.is_busy or not stack.status:
            yield [element("bdi", stack.name), stack.status or "not deployed", "; ".join(stack.reasons)]
