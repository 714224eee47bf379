"""What must hold of every layout: looked at from outside, by the corners alone."""

from __future__ import annotations

from itertools import combinations, pairwise

from generator.picture.layout import Box, Layout, Point


def overlaps(drawn: Layout) -> list[tuple[str, str]]:
    """Pairs of boxes that have a point in common."""
    return [
        (one.node.key.id, other.node.key.id)
        for one, other in combinations(drawn.boxes, 2)
        if one.x <= other.x + other.width
        and other.x <= one.x + one.width
        and one.y <= other.y + other.height
        and other.y <= one.y + one.height
    ]


def crossings(drawn: Layout) -> list[tuple[str, str]]:
    """Lines that go through a box, with its name; a line that ends at a box's side does not go through it."""
    return [
        (" ".join(key.id for key in line.edge), box.node.key.id)
        for line in drawn.lines
        for box in drawn.boxes
        if any(_is_inside(box, start, end) for start, end in pairwise(line.points))
    ]


def _is_inside(box: Box, start: Point, end: Point) -> bool:
    left, right = sorted((start.x, end.x))
    top, bottom = sorted((start.y, end.y))
    return left < box.x + box.width and right > box.x and top < box.y + box.height and bottom > box.y


def askew(drawn: Layout) -> list[str]:
    """Lines with a part that is neither level nor upright."""
    return [
        line.edge.source.id
        for line in drawn.lines
        if any(start.x != end.x and start.y != end.y for start, end in pairwise(line.points))
    ]


def loose(drawn: Layout) -> list[str]:
    """Lines that do not begin at a side of their source, or do not end at a side of their target."""
    boxes = {box.node.key: box for box in drawn.boxes}
    return [
        str(line.edge)
        for line in drawn.lines
        if not _touches(boxes[line.edge.source], line.points[0])
        or not _touches(boxes[line.edge.target], line.points[-1])
    ]


def _touches(box: Box, point: Point) -> bool:
    return point.x in (box.x, box.x + box.width) and box.y < point.y < box.y + box.height


def outside(drawn: Layout) -> list[Point]:
    """Corners that are not in the picture."""
    corners = [Point(box.x, box.y) for box in drawn.boxes]
    corners += [Point(box.x + box.width, box.y + box.height) for box in drawn.boxes]
    corners += [point for line in drawn.lines for point in line.points]
    return [each for each in corners if not (0 < each.x < drawn.width and 0 < each.y < drawn.height)]


def shared(drawn: Layout) -> list[tuple[str, str]]:
    """Pairs of level or upright parts that cover each other, of lines to different resources."""
    parts = [
        (line.edge.target, min(pair), max(pair))
        for line in drawn.lines
        for pair in pairwise(line.points)
        if pair[0] != pair[1]
    ]
    unique = sorted({*parts})
    return [
        (one[0].id, other[0].id)
        for one, other in combinations(unique, 2)
        if one[0] != other[0] and _covers(one[1:], other[1:])
    ]


def _covers(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    if one[0].y == one[1].y == other[0].y == other[1].y:
        return one[0].x < other[1].x and other[0].x < one[1].x
    if one[0].x == one[1].x == other[0].x == other[1].x:
        return one[0].y < other[1].y and other[0].y < one[1].y
    return False
