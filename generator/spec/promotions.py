"""The tree as written -> complaints about environments that release images of none, or in the end their own."""

from __future__ import annotations

from collections.abc import Iterator

from generator.near import nearest
from generator.problems import Problem
from generator.spec.node import Mapping, Scalar
from generator.spec.overlay import ENVIRONMENTS

CODE = "promotion"


def problems(root: Mapping) -> Iterator[Problem]:
    """Of names alone: whatever else is wrong with the environments that they are of."""
    environments = root.get(ENVIRONMENTS)
    names = [*environments.entries] if isinstance(environments, Mapping) else []
    promoted = {name: said for name in names if (said := _promoted(root, name))}
    for name, said in promoted.items():
        way = _way(name, promoted)
        if said.text not in names:
            near = nearest(said.text, names)
            hint = f"did you mean {near}?" if near else f"there are {', '.join(names)}"
            yield Problem(said.location, f"there is no environment {said.text}", CODE, hint)
        elif said.text == name:
            message = "is the environment itself: its images have to be built somewhere"
            yield Problem(said.location, message, CODE, "name another, or leave promote out")
        elif way[-1] == name:
            message = f"goes in a circle, {' to '.join(reversed(way))}: nobody would build the image"
            yield Problem(said.location, message, CODE, "one of them has to build: leave promote out there")


def _promoted(root: Mapping, name: str) -> Scalar | None:
    environments = root.entries[ENVIRONMENTS].node
    assert isinstance(environments, Mapping)
    body = environments.entries[name].node
    said = body.get("promote") if isinstance(body, Mapping) else None
    return said if isinstance(said, Scalar) and isinstance(said.value, str) else None


def _way(name: str, promoted: dict[str, Scalar]) -> list[str]:
    """From an environment to where its images come from, and on to where those come from, until one comes again."""
    way = [name]
    while said := promoted.get(way[-1]):
        way.append(said.text)
        if said.text in way[:-1]:
            break
    return way
