"""``canaryform draw``: draws what an environment is made of, for a README."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import plan
from generator.cli.target import project_of, spec_and_environment
from generator.cli.terminal.output import Output
from generator.errors import ExitCode

if TYPE_CHECKING:
    from generator.picture.graph import Graph

_STANDARD_OUTPUT = "-"


@click.command()
@spec_and_environment
@click.option(
    "--format",
    "picture_format",
    type=click.Choice(["svg", "mermaid"]),
    default="svg",
    show_default=True,
    help="An image, or text that GitHub draws.",
)
@click.option(
    "-o", "--out", "file", metavar="FILE", type=click.Path(), default=_STANDARD_OUTPUT, help="Write it to a file."
)
@click.pass_obj
def command(output: Output, spec: str | None, environment: str | None, picture_format: str, file: str) -> ExitCode:
    """Draw the resources of an environment: a column for each stack, a line for each reference.

    What the internet reaches has another colour. The same spec gives the same bytes, so that the picture can be kept
    in the repository and compared.
    """
    from generator.app.judge.gate import systems
    from generator.app.report.system_graph import system_graph
    from generator.app.run.target import read_spec
    from generator.errors import SpecError

    try:
        result = read_spec(spec or plan.only_spec())
    except SpecError as error:
        return plan.refuse(output, error.problems, end="nothing was drawn")
    project = project_of(result, environment)
    build = result.build
    [system] = [each for each in systems(build) if each.environment == project.environment.name]
    graph = system_graph(build, project, system)
    text = _text(output, graph, f"{project.name} {project.environment.name}", picture_format)
    if file == _STANDARD_OUTPUT:
        output.result(text.rstrip("\n"))
        return ExitCode.OK
    from generator.app.output.one_file import write_file

    write_file(Path(file), text)
    output.note(f"wrote {file}")
    return ExitCode.OK


def _text(output: Output, graph: Graph, title: str, picture_format: str) -> str:
    if picture_format == "mermaid":
        from generator.picture.mermaid import MOST_EDGES, mermaid

        if len(graph.edges) > MOST_EDGES:
            output.note(f"note: {len(graph.edges)} lines are more than Mermaid draws where maxEdges is not raised")
        return mermaid(graph)
    from generator.picture.layout import layout
    from generator.picture.svg import svg

    count = sum(1 for _ in graph.nodes)
    described = f"{count} resources in {len(graph.columns)} stacks, with {len(graph.edges)} references between them."
    return svg(layout(graph), title, described)
