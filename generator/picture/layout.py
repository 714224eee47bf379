"""A graph -> where each box is, and along which corners each line goes: around all boxes, and never askew.

Columns and rows are a grid. Between columns are gutters, below each row is a channel, and no box is in either. All
lines to one resource are drawn as one, which its sources join: a line leaves its source for the gutter beside it, goes
up or down to the channel below its target's row, along that to the gutter beside the target, and into the target.
Two columns that are neighbours need no channel, and a column needs only the gutter to its right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.picture.graph import Column, Edge, Graph, Key, Node
from generator.picture.lanes import lanes

BOX_WIDTH = 204.0
_BOX_HEIGHT = 40.0
_PITCH = 7.0
"""Between two lanes, and between two ends of lines at a side of a box."""
_SPACE = 14.0
"""On either side of the lanes of a gutter or channel."""
_MARGIN = 12.0
_HEAD = 44.0
"""For the columns' titles."""


class Point(NamedTuple):
    """Pixels from the left and from the top."""

    x: float
    y: float


@dataclass(frozen=True)
class Box:
    """Where a resource is drawn."""

    node: Node
    x: float
    y: float
    height: float
    width: float = BOX_WIDTH


@dataclass(frozen=True)
class Line:
    """The corners of an edge, from its source to its target."""

    edge: Edge
    points: tuple[Point, ...]
    target_column: int


@dataclass(frozen=True)
class Head:
    """Where a column is."""

    column: Column
    x: float


@dataclass(frozen=True)
class Layout:
    """Everything that is drawn, in pixels."""

    width: float
    height: float
    heads: tuple[Head, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


class _Cell(NamedTuple):
    column: int
    row: int


class _Port(NamedTuple):
    """An end of lines at a side of a box: of those that lead to it, or of its own that lead to ``target``."""

    box: Key
    is_right: bool
    target: Key


def layout(graph: Graph) -> Layout:
    """The same graph is always laid out in the same way."""
    return _Grid(graph).layout()


class _Grid:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._cells = {
            node.key: _Cell(number, row)
            for number, column in enumerate(graph.columns)
            for row, node in enumerate(column.nodes)
        }
        self._ports = self._numbered_ports()
        self._gutter_lanes = self._lanes_of_gutters()
        self._channel_lanes = self._lanes_of_channels()
        self._heights = self._heights_of_boxes()
        self._tops, self._row_heights, self._height = self._rows()
        self._lefts, self._width = self._columns()

    def layout(self) -> Layout:
        heads = (Head(column, self._lefts[number]) for number, column in enumerate(self._graph.columns))
        boxes = (
            Box(node, self._lefts[cell.column], self._tops[cell.row], self._heights[node.key])
            for node in self._graph.nodes
            for cell in [self._cells[node.key]]
        )
        lines = (Line(edge, tuple(self._corners(edge)), self._cells[edge.target].column) for edge in self._graph.edges)
        return Layout(self._width, self._height, tuple(heads), tuple(boxes), tuple(lines))

    def _ends(self, edge: Edge) -> tuple[_Port, _Port]:
        """Where an edge leaves its source, and where it reaches its target."""
        source, target = self._cells[edge.source], self._cells[edge.target]
        leaves_right = source.column <= target.column
        reaches_right = source.column >= target.column
        return (
            _Port(edge.source, leaves_right, edge.target),
            _Port(edge.target, reaches_right, edge.target),
        )

    def _gutters(self, edge: Edge) -> tuple[int, int]:
        """The gutter beside the source, and the one beside the target; gutter 0 is left of column 0."""
        ends = self._ends(edge)
        first, last = (self._cells[port.box].column + port.is_right for port in ends)
        return first, last

    def _numbered_ports(self) -> dict[_Port, int]:
        """Each end's number at its side of its box, from the top."""
        sides: dict[tuple[Key, bool], dict[_Port, None]] = {}
        for edge in self._graph.edges:
            for port in self._ends(edge):
                sides.setdefault(port[:2], {})[port] = None
        return {
            port: number
            for side in sides.values()
            for number, port in enumerate(sorted(side, key=lambda port: (self._cells[port.target], port.target)))
        }

    def _lanes_of_gutters(self) -> dict[tuple[int, Key], int]:
        """Each target has a lane of its own in each gutter that lines to it go along."""
        used: dict[int, set[Key]] = {}
        for edge in self._graph.edges:
            for gutter in self._gutters(edge):
                used.setdefault(gutter, set()).add(edge.target)
        return {
            (gutter, target): number
            for gutter, targets in used.items()
            for number, target in enumerate(sorted(targets, key=lambda key: (self._cells[key], key)))
        }

    def _lanes_of_channels(self) -> dict[Key, int]:
        reach: dict[Key, tuple[int, int]] = {}
        for edge in self._graph.edges:
            gutters = self._gutters(edge)
            if gutters[0] != gutters[1]:
                low, high = reach.get(edge.target, gutters)
                reach[edge.target] = (min(low, *gutters), max(high, *gutters))
        found: dict[Key, int] = {}
        for row in {self._cells[key].row for key in reach}:
            found |= lanes({key: reach[key] for key in reach if self._cells[key].row == row})
        return found

    def _heights_of_boxes(self) -> dict[Key, float]:
        """As much as the side with the most ends needs."""
        heights = dict.fromkeys(self._cells, _BOX_HEIGHT)
        for port, number in self._ports.items():
            # Ends at the right are half a step lower than those at the left, so that no two lines cover each other.
            heights[port.box] = max(heights[port.box], _PITCH * (number + 2.5))
        return heights

    def _rows(self) -> tuple[list[float], list[float], float]:
        """The top of each row, its height, and where all of them end."""
        tops, heights, y = [], [], _MARGIN + _HEAD
        for row in range(max((len(column.nodes) for column in self._graph.columns), default=0)):
            height = max(self._heights[key] for key, cell in self._cells.items() if cell.row == row)
            tops.append(y)
            heights.append(height)
            inside = [lane for key, lane in self._channel_lanes.items() if self._cells[key].row == row]
            y += height + _SPACE + (max(inside) * _PITCH + _SPACE if inside else 0)
        return tops, heights, y + _MARGIN

    def _columns(self) -> tuple[list[float], float]:
        """The left of each column, and where all of them end."""
        lefts, x = [], _MARGIN + self._gutter_width(0)
        for number in range(len(self._graph.columns)):
            lefts.append(x)
            x += BOX_WIDTH + self._gutter_width(number + 1)
        return lefts, x + _MARGIN

    def _gutter_width(self, gutter: int) -> float:
        inside = [lane for (number, _), lane in self._gutter_lanes.items() if number == gutter]
        if inside:
            return 2 * _SPACE + max(inside) * _PITCH
        return 2 * _SPACE if 0 < gutter < len(self._graph.columns) else 0

    def _corners(self, edge: Edge) -> Iterator[Point]:
        leaves, reaches = self._ends(edge)
        first, last = self._gutters(edge)
        start, end = self._end(leaves), self._end(reaches)
        yield start
        yield Point(self._lane(first, edge.target), start.y)
        if first != last:
            row = self._cells[edge.target].row
            y = self._tops[row] + self._row_heights[row] + _SPACE + self._channel_lanes[edge.target] * _PITCH
            yield Point(self._lane(first, edge.target), y)
            yield Point(self._lane(last, edge.target), y)
        yield Point(self._lane(last, edge.target), end.y)
        yield end

    def _end(self, port: _Port) -> Point:
        cell = self._cells[port.box]
        x = self._lefts[cell.column] + (BOX_WIDTH if port.is_right else 0)
        lower = 1.5 if port.is_right else 1.0
        return Point(x, self._tops[cell.row] + _PITCH * (self._ports[port] + lower))

    def _lane(self, gutter: int, target: Key) -> float:
        left = self._lefts[gutter - 1] + BOX_WIDTH if gutter else _MARGIN
        return left + _SPACE + self._gutter_lanes[gutter, target] * _PITCH
