"""A report -> its tables: access, changes, environments, quantities, and what was checked."""

from __future__ import annotations

from collections.abc import Mapping

from generator.app.judge.matrix import Row
from generator.app.report.report import EnvironmentReport, Report, Since
from generator.app.report.side_by_side import Cell
from generator.cli.html.element import Child, Html, element, joined, name, table
from generator.cli.html.link import Links
from generator.cli.text.property_change import property_lines
from generator.count import counted
from generator.difference.effect import Effect
from generator.naming import MAIN


def access_part(report: Report) -> Html:
    """Who may do what, and why."""
    heads = ("Principal", "Action", "Resource", "Why", "Source")
    parts = []
    for environment in report.environments:
        for service in environment.services:
            of_service = (
                environment.name if service.name == MAIN else f"{environment.name}: {service.name}",
                service.access,
            )
            of_jobs = [(f"{environment.name}: {job.name}", job.access) for job in service.jobs]
            for title, access in (of_service, *of_jobs):
                made = table(f"Who may do what: {title}", heads, map(_access, access), data_filter="")
                parts.append(element("section", element("h3", title), made))
    about = "What no role needs, none may do. What nobody knows before the stacks exist is in capital letters."
    return joined([element("p", about), *parts])


def _access(row: Row) -> list[Child]:
    context = "".join(f", where {key} is {value}" for key, value in _sorted(row.context))
    resource = element("div", name(row.resource), context, class_="long")
    return [row.principal, name(row.action), resource, row.why, _page(row.source)]


def _sorted(context: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(context.items())


def _page(address: str) -> Child:
    return element("a", "AWS", href=address) if address.startswith("https://") else address


def changing_part(report: Report, links: Links) -> Html:
    """When a change takes effect."""
    heads = ("You change", "It takes effect", "The spec says it")
    rows = [
        (
            name(change.key),
            change.when,
            links.to(change.place.file, change.place.line) if change.place else "not for all environments at once",
        )
        for change in report.changes
    ]
    about = "canaryform diff says it of a change that you have made: what AWS refuses, what users notice, what waits."
    return joined([element("p", about), table("When a change takes effect", heads, rows)])


def since_part(since: Since) -> Html:
    """What this change does."""
    if not since.effects:
        return element("p", f"Nothing that is deployed changes since {since.revision}.", class_="good")
    heads = ("What", "Becomes", "Changes", "Why", "Who notices", "When")
    return table(f"What changes since {since.revision}", heads, map(_effect, since.effects))


def _effect(effect: Effect) -> list[Child]:
    what = joined([name(": ".join(filter(None, (effect.stack, effect.subject)))), f" {effect.type}".rstrip()])
    changes = joined(element("div", line) for line in property_lines(effect.changes))
    reasons = joined(element("div", reason.text) for reason in effect.reasons)
    return [what, str(effect.consequence), changes, reasons, effect.who, effect.when]


def environments_part(report: Report, links: Links) -> Html:
    """What differs."""
    names = [environment.name for environment in report.environments]
    if len(names) == 1:
        return element("p", f"{names[0]} is the only one here.")
    if not report.differences:
        return element("p", "They differ in nothing but their names.")
    rows = [[name(each.key), *(_cell(cell, links) for cell in each.cells)] for each in report.differences]
    return table("Settings in which environments differ", ("Setting", *names), rows)


def _cell(cell: Cell | None, links: Links) -> Child:
    if cell is None:
        return element("span", "none", class_="soft")
    where = links.to(cell.place.file, cell.place.line) if cell.place.line else element("span", "default", class_="soft")
    return joined([element("bdi", cell.value), element("br"), where])


def quantities_part(report: Report) -> Html:
    """What costs by the hour."""
    about = (
        "What is there by the hour or month, whether or not anybody uses it. Builds, requests, traffic, logs and "
        "storage cost by use. AWS's pages have the prices."
    )
    parts = [_quantities(environment) for environment in report.environments]
    return joined([element("p", about), *parts])


def _quantities(environment: EnvironmentReport) -> Html:
    rows = [(each.what, each.amount, each.per, _prices(each.source)) for each in environment.quantities]
    caption = f"Quantities: {environment.name}, in {environment.region}"
    return element(
        "section", element("h3", environment.name), table(caption, ("What", "How many", "Per", "Prices"), rows)
    )


def _prices(address: str) -> Html:
    return element("a", address.removeprefix("https://aws.amazon.com/").rstrip("/"), href=address)


def checks_part(report: Report) -> Html:
    """What was found, what was held against it, and what nobody looked at."""
    passed = f"No findings: {counted(report.rules, 'rule')}, cfn-lint and the proof of the policies were passed."
    parts: list[Child] = [element("p", passed, class_="good")]
    if report.notes:
        parts += [element("h3", "To know"), _list(report.notes)]
    parts += map(_unchecked, report.environments)
    return joined(parts)


def _unchecked(environment: EnvironmentReport) -> Html:
    waived: list[Child] = []
    if environment.waived:
        said = "The spec asks in so many words for what these rules are against, so they do not apply:"
        waived = [element("p", said), _list(environment.waived)]
    nobody = element("p", "Nobody has looked at this, since only the account knows; canaryform doctor asks it:")
    return element("section", element("h3", environment.name), *waived, nobody, _list(environment.unchecked))


def _list(items: tuple[str, ...]) -> Html:
    return element("ul", *(element("li", element("bdi", item)) for item in items))
