"""A place in the spec or in a generated file -> a link to that line at GitHub, with the place itself as its text."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from generator.cli.html.element import Html, element


class Links(NamedTuple):
    """To the files of one repository."""

    repository: str
    branch: str

    def to(self, path: str, line: int, text: str = "") -> Html:
        """A link that is followed only when somebody clicks on it; ``text`` in the place of path and line."""
        where = f"https://github.com/{quote(self.repository)}/blob/{quote(self.branch)}/{quote(path)}"
        fragment = f"#L{line}" if line else ""
        text = text or (f"{path}:{line}" if line else path)
        return element("a", element("bdi", text), class_="place", href=where + fragment)
