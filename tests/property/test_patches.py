"""Any patch of any template is taken, or told at its line: none ends in a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.app.build.compile import compile_spec
from generator.app.judge.gate import own_problems
from tests.property.examples import examples

_SPEC = {
    "project": "shop",
    "region": "eu-central-1",
    "repository": "acme/shop",
    "service": {"port": 3000},
    "environments": {"prod": {"trigger": {"tag": "v*"}}},
}
_VALUES: list[Any] = [
    1, "a", True, [], {}, ["a"], {"a": "b"}, 1.5, {"Ref": "X"}, {"Fn::GetAtt": "A.B"}, {"Fn::If": ["x", 1]},
    {"Type": "AWS::SNS::Topic"}, "arn:aws:iam::111122223333:role/x",
]  # fmt: skip


def _places(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if path:
        yield path
    for step, item in value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ()):
        yield from _places(item, (*path, str(step)))


@cache
def _templates() -> list[tuple[str, list[tuple[str, ...]]]]:
    """Stack, and every place in its template."""
    build = compile_spec(yaml.safe_dump(_SPEC), "spec.yaml")
    nouns = {stack.name: stack.noun for stack in build.stacks if not stack.by_administrator}
    return [(nouns[each.stack], [*_places(each.data)]) for each in build.subjects if each.stack in nouns]


def _pointer(path: tuple[str, ...]) -> str:
    return "".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in path)


@st.composite
def _patches(draw: st.DrawFn) -> dict[str, Any]:
    stack, places = draw(st.sampled_from(_templates()))
    place, other = draw(st.sampled_from(places)), draw(st.sampled_from(places))
    place = draw(st.sampled_from([place, (*place[:-1], "New"), (*place[:-1], "-")]))
    patch: dict[str, Any] = {"stack": stack, "why": "x"} | draw(st.sampled_from([{}, {"i-know": "y"}]))
    if draw(st.booleans()):
        merge: Any = draw(st.sampled_from([*_VALUES, None]))
        for step in reversed(place):
            merge = {step: merge}
        return patch | {"merge": merge}
    op = draw(st.sampled_from(["add", "remove", "replace", "move", "copy", "test"]))
    operation: dict[str, Any] = {"op": op, "path": _pointer(place)}
    if op in ("add", "replace", "test"):
        operation["value"] = draw(st.sampled_from(_VALUES))
    if op in ("move", "copy"):
        operation["from"] = _pointer(other)
    return patch | {"json": [operation]}


@settings(max_examples=examples(3, 300), suppress_health_check=list(HealthCheck), deadline=None)
@given(_patches())
def test_it_is_taken_or_told(patch: dict[str, Any]) -> None:
    build = compile_spec(yaml.safe_dump({**_SPEC, "patches": {"one": patch}}, sort_keys=False), "spec.yaml")
    for problem in build.problems or own_problems(build):
        assert problem.message
    if build.problems:
        assert all(problem.location.path.startswith("patches.one") for problem in build.problems)
