"""The environments of a report -> the pictures of their systems, and each picture's resources as a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.app.report.report import EnvironmentReport, Report, place_in_output
from generator.cli.html.element import Child, Html, element, joined, name, row
from generator.cli.html.link import Links
from generator.count import counted
from generator.picture.graph import Graph, Key
from generator.picture.layout import layout
from generator.picture.svg import part, service_name


def system_part(report: Report) -> Html:
    """One picture for all environments that are built alike."""
    about = (
        "A column is a stack, from the first that is deployed to the last; a line leads from a resource to what it "
        "refers to. What the internet reaches has another colour. A box leads to its row among the resources."
    )
    return joined([element("p", about), *(_picture(identity, group) for identity, group in _alike(report))])


def resources_part(report: Report, links: Links) -> Html:
    """The pictures in words."""
    return joined(_resources(identity, group, report, links) for identity, group in _alike(report))


def _alike(report: Report) -> list[tuple[str, list[EnvironmentReport]]]:
    """What each picture is called in the page, and the environments that it shows."""
    alike: dict[str, list[EnvironmentReport]] = {}
    for environment in report.environments:
        alike.setdefault(_shape(environment), []).append(environment)
    return [(f"p{number}", group) for number, group in enumerate(alike.values(), start=1)]


def _shape(environment: EnvironmentReport) -> str:
    """What is drawn, but for the names of stacks and resources."""
    graph = environment.graph
    columns = {column.stack: number for number, column in enumerate(graph.columns)}
    boxes = [(each.title, [(node.key.id, node.type, node.exposure) for node in each.nodes]) for each in graph.columns]
    lines = [[(columns[key.stack], key.id) for key in edge] for edge in graph.edges]
    return repr((boxes, lines))


def _title(group: list[EnvironmentReport]) -> str:
    return f"The system of {', '.join(each.name for each in group)}"


def _picture(identity: str, group: list[EnvironmentReport]) -> Html:
    graph, title = group[0].graph, _title(group)

    def link(key: Key) -> str:
        return f"#{_identity(identity, key)}"

    drawn = part(layout(graph), f"{identity}-title", title, link)
    count = sum(1 for _ in graph.nodes)
    said = f"{counted(count, 'resource')} in {counted(len(graph.columns), 'stack')}"
    return element(
        "section",
        element("h3", title),
        element("p", f"{said}, with {counted(len(graph.edges), 'reference')} between them."),
        element("div", Html(drawn), class_="scroll", role="region", aria_label=f"Picture: {title}", tabindex="0"),
    )


def _resources(identity: str, group: list[EnvironmentReport], report: Report, links: Links) -> Html:
    first, title = group[0], _title(group)
    heads = ("Resource", "Stack", "Type", "Name", "Public", "Spec", "Template", "Refers to")
    caption = f"Resources: {title}" + (f"; names and lines are those of {first.name}" if len(group) > 1 else "")
    rows = joined(row(_identity(identity, key), cells) for key, cells in _rows(identity, first, report, links))
    made = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
        element("tbody", rows),
    )
    table = element("div", made, class_="scroll", role="region", aria_label=caption, tabindex="0", data_filter="")
    return element("section", element("h3", title), table)


def _rows(
    identity: str, environment: EnvironmentReport, report: Report, links: Links
) -> Iterator[tuple[Key, list[Child]]]:
    targets = _targets(environment.graph)
    for column in environment.graph.columns:
        for node in column.nodes:
            key = node.key
            line = environment.lines.get(key, 0)
            between: list[Child] = []
            for each in targets.get(key, []):
                between += [", " if between else None, element("a", each.id, href=f"#{_identity(identity, each)}")]
            cells: list[Child] = [
                name(key.id),
                column.title,
                service_name(node.type),
                name(node.name),
                node.exposure,
                links.to(report.spec, node.origin.line, f"line {node.origin.line}"),
                links.to(place_in_output(column.template), line, f"{PurePosixPath(column.template).name}:{line}"),
                joined(between),
            ]
            yield key, cells


def _targets(graph: Graph) -> dict[Key, list[Key]]:
    found: dict[Key, list[Key]] = {}
    for edge in graph.edges:
        found.setdefault(edge.source, []).append(edge.target)
    return found


def _identity(picture: str, key: Key) -> str:
    return f"{picture}-{key.stack}-{key.id}"
