"""A layout -> SVG of plain shapes: boxes with the services' names, lines, and another colour for what is public."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from generator.picture.graph import Key, Node
from generator.picture.layout import BOX_WIDTH, Box, Head, Layout, Line
from generator.picture.text_width import fitting

_TITLE_SIZE, _TYPE_SIZE = 12.0, 10.0
_PADDING = 8.0
_COLOURS = 6
"""Of lines: those to the resources of one stack have the same."""

STYLE = """\
.picture{--paper:#fff;--band:#f3f5f8;--box:#fff;--edge:#5f6b7a;--ink:#16191f;--faint:#4a5462;--open:#b23a00;\
--opened:#fff1e8;--l0:#1f6fb2;--l1:#7a4fb5;--l2:#2f7d4f;--l3:#a15c00;--l4:#b0347a;--l5:#4f6272}
@media (prefers-color-scheme:dark){.picture{--paper:#14181e;--band:#1b2129;--box:#222a34;--edge:#8b98a8;--ink:#eef2f6;\
--faint:#b6c0cb;--open:#ff9e5e;--opened:#3a2415;--l0:#63b3f5;--l1:#bb95ee;--l2:#6fce95;--l3:#e3a94e;--l4:#f08abf;\
--l5:#a3b4c2}}
@media print{.picture{--paper:#fff;--band:#fff;--box:#fff;--edge:#444;--ink:#000;--faint:#222;--open:#b23a00;\
--opened:#fff;--l0:#1f6fb2;--l1:#7a4fb5;--l2:#2f7d4f;--l3:#a15c00;--l4:#b0347a;--l5:#4f6272}}
.picture{font-family:Arial,Helvetica,"Liberation Sans",sans-serif}
.picture .paper{fill:var(--paper)}
.picture .band{fill:var(--band)}
.picture .box{fill:var(--box);stroke:var(--edge)}
.picture .open .box{fill:var(--opened);stroke:var(--open);stroke-width:2}
.picture text{fill:var(--ink)}
.picture .type{fill:var(--faint);font-size:10px}
.picture .id,.picture .head{font-size:12px;font-weight:bold}
.picture .line{fill:none;stroke-width:1.25}
.picture .l0{stroke:var(--l0)}.picture .l1{stroke:var(--l1)}.picture .l2{stroke:var(--l2)}
.picture .l3{stroke:var(--l3)}.picture .l4{stroke:var(--l4)}.picture .l5{stroke:var(--l5)}
.picture .tip{fill:var(--edge)}
.picture a:hover .box,.picture a:focus .box{stroke-width:3}
"""


def svg(drawn: Layout, title: str, description: str) -> str:
    """A file of its own, that needs no other."""
    size = f'width="{_n(drawn.width)}" height="{_n(drawn.height)}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" {size} {_view(drawn)}>',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(description)}</desc>",
        f"<style>{STYLE}</style>",
        *_shapes(drawn, _unlinked),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def part(drawn: Layout, identity: str, title: str, link: Callable[[Key], str]) -> str:
    """A part of a page, which has :data:`STYLE`; ``link`` is where a click on a resource leads."""

    def linked(node: Node, shape: str) -> str:
        return f'<a href="{escape(link(node.key))}">{shape}</a>'

    size = f'width="{_n(drawn.width)}" height="{_n(drawn.height)}"'
    head = f'<svg class="picture" role="group" aria-labelledby="{escape(identity)}" {size} {_view(drawn)}>'
    return "\n".join(
        [head, f'<title id="{escape(identity)}">{escape(title)}</title>', *_shapes(drawn, linked), "</svg>"]
    )


def _unlinked(node: Node, shape: str) -> str:
    return shape


def _view(drawn: Layout) -> str:
    return f'viewBox="0 0 {_n(drawn.width)} {_n(drawn.height)}"'


def _shapes(drawn: Layout, wrap: Callable[[Node, str], str]) -> Iterator[str]:
    yield f'<rect class="paper" width="{_n(drawn.width)}" height="{_n(drawn.height)}"/>'
    yield from (_head(head, drawn.height) for head in drawn.heads)
    yield from map(_line, drawn.lines)
    yield from map(_tip, {line.points[-1]: line for line in drawn.lines}.values())
    yield from (f'<g class="{_class(box)}">{wrap(box.node, _box(box))}</g>' for box in drawn.boxes)


def _class(box: Box) -> str:
    return "node open" if box.node.exposure else "node"


def _head(head: Head, height: float) -> str:
    left = _n(head.x - _PADDING)
    size = f'width="{_n(BOX_WIDTH + 2 * _PADDING)}" height="{_n(height - 16)}"'
    band = f'<rect class="band" x="{left}" y="8" {size} rx="6"/>'
    shown = fitting(head.column.title, _TITLE_SIZE, BOX_WIDTH)
    return f'<g>{_title(head.column.stack)}{band}<text class="head" x="{_n(head.x)}" y="32">{escape(shown)}</text></g>'


def _box(box: Box) -> str:
    node, width = box.node, box.width - 2 * _PADDING
    about = ", ".join(filter(None, (node.name, node.exposure)))
    middle = box.y + box.height / 2
    x = _n(box.x + _PADDING)
    name = fitting(node.key.id, _TITLE_SIZE, width)
    kind = fitting(service_name(node.type), _TYPE_SIZE, width)
    return "".join([
        _title(f"{node.key.id} ({node.type}){': ' + about if about else ''}"),
        f'<rect class="box" x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}" rx="4"/>',
        f'<text class="id" x="{x}" y="{_n(middle - 3)}">{escape(name)}</text>',
        f'<text class="type" x="{x}" y="{_n(middle + 12)}">{escape(kind)}</text>',
    ])  # fmt: skip


def _line(line: Line) -> str:
    start, *others = line.points
    path = f"M{_n(start.x)} {_n(start.y)}" + "".join(f"L{_n(point.x)} {_n(point.y)}" for point in others)
    names = " → ".join(key.id for key in line.edge)
    return f'<path class="line l{line.target_column % _COLOURS}" d="{path}">{_title(names)}</path>'


def _tip(line: Line) -> str:
    before, end = line.points[-2:]
    back = 6 if before.x > end.x else -6
    corners = ((end.x, end.y), (end.x + back, end.y - 3), (end.x + back, end.y + 3))
    return f'<polygon class="tip" points="{" ".join(f"{_n(x)},{_n(y)}" for x, y in corners)}"/>'


def _title(text: str) -> str:
    return f"<title>{escape(text)}</title>"


_SHORT = {"ElasticLoadBalancingV2": "ELB", "ApplicationAutoScaling": "Auto Scaling"}


def service_name(resource_type: str) -> str:
    """``AWS::ECS::Service`` -> ``ECS Service``; what is not AWS's stays as it is."""
    parts = resource_type.removeprefix("AWS::").split("::")
    return " ".join(_SHORT.get(part, part) for part in parts)


def _n(value: float) -> str:
    return f"{value:g}"
