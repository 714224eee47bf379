"""Texts, attributes and children -> an element of HTML; what is not an element itself stays text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TypeAlias

from generator.cli.text.complaint import printable


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


Child: TypeAlias = Html | str | None
_VOID = frozenset({"meta", "link", "br"})


def element(tag: str, *children: Child, **attributes: str | int | None) -> Html:
    """``class_`` and ``aria_label`` are the attributes ``class`` and ``aria-label``; None leaves one out."""
    pairs = (
        f' {name.rstrip("_").replace("_", "-")}="{escape(printable(str(value)))}"'
        for name, value in attributes.items()
        if value is not None
    )
    head = f"<{tag}{''.join(pairs)}>"
    return Html(head) if tag in _VOID else Html(f"{head}{joined(children)}</{tag}>")


def joined(children: Iterable[Child]) -> Html:
    """One after the other."""
    return Html("".join(_child(child) for child in children if child))


def name(text: str) -> Html | None:
    """What people called something: in the direction of its own letters, whatever is around it."""
    return element("bdi", element("code", text)) if text else None


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[Child]], **attributes: str | None) -> Html:
    """The first cell of each row is its head. A table that is wider than the page moves by itself, also by keys."""
    head = element("tr", *(element("th", each, scope="col") for each in heads))
    body = joined(element("tr", element("th", first, scope="row"), *map(_cell, rest)) for first, *rest in rows)
    made = element(
        "table",
        element("caption", caption),
        element("thead", head),
        element("tbody", body),
    )
    return element("div", made, class_="scroll", role="region", aria_label=caption, tabindex="0", **attributes)


def row(identity: str, cells: Sequence[Child]) -> Html:
    """A row that a link can lead to."""
    first, *rest = cells
    return element("tr", element("th", first, scope="row"), *map(_cell, rest), id=identity)


def _cell(child: Child) -> Html:
    return element("td", child)


def _child(child: Html | str | None) -> str:
    return str(child) if isinstance(child, Html) else escape(printable(child or ""))
