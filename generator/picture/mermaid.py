"""A graph -> Mermaid's text, which GitHub draws in a README: https://mermaid.js.org/syntax/flowchart.html."""

from __future__ import annotations

from collections.abc import Iterator

from generator.picture.graph import Graph

MOST_EDGES = 500
"""Mermaid draws no more unless it is told to (``maxEdges``): https://mermaid.js.org/config/schema-docs/config.html."""
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -_.:/")


def mermaid(graph: Graph) -> str:
    """A flowchart with a subgraph for each stack."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    names = {node.key: f"n{number}" for number, node in enumerate(graph.nodes)}
    yield "flowchart RL"
    for number, column in enumerate(graph.columns):
        yield f'  subgraph s{number}["{_text(column.title)}"]'
        for node in column.nodes:
            label = f"{_text(node.key.id)}<br/>{_text(node.type.removeprefix('AWS::'))}"
            yield f'    {names[node.key]}["{label}"]{":::open" if node.exposure else ""}'
        yield "  end"
    for edge in graph.edges:
        yield f"  {names[edge.source]} --> {names[edge.target]}"
    yield "  classDef open stroke:#b23a00,stroke-width:2px"


def _text(text: str) -> str:
    # Entities by number: https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
    return "".join(letter if letter in _PLAIN else f"#{ord(letter)};" for letter in text)
