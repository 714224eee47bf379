"""Containers that wait for what never comes."""

from __future__ import annotations

import pytest

from generator.spec.rules.waits import RULE
from tests.unit.spec.rules.conftest import Find


def _sidecars(**each: str) -> str:
    return "sidecars: {" + ", ".join(f"{name}: {{image: x/y:1, {more}}}" for name, more in each.items()) + "}"


_ENDS_TOO = " is essential: with its end the task ends, and nothing waits any more"
_ENDS = _sidecars(job="essential: false")


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ("", {}),
        (f"{_ENDS}, depends_on: {{job: success}}", {}),
        (f"{_ENDS}, depends_on: {{job: complete}}", {}),
        (_sidecars(proxy="health_check: [ok]") + ", depends_on: {proxy: healthy}", {}),
        (_sidecars(proxy="depends_on: {shop: healthy}") + ", health_check: {command: [ok]}", {}),
        (_sidecars(a="depends_on: {b: start}", b="depends_on: {c: start}", c=""), {}),
        (
            _sidecars(job="") + ", depends_on: {job: success}",
            {"depends_on.job": "job" + _ENDS_TOO},
        ),
        (
            _sidecars(proxy="") + ", depends_on: {proxy: healthy}",
            {"depends_on.proxy": "nothing asks proxy how it is, so it never gets healthy"},
        ),
        (
            _sidecars(proxy="depends_on: {shop: healthy}"),
            {"sidecars.proxy.depends_on.shop": "nothing asks shop how it is, so it never gets healthy"},
        ),
        (
            _sidecars(proxy="depends_on: {shop: success}"),
            {"sidecars.proxy.depends_on.shop": "shop" + _ENDS_TOO},
        ),
        ("depends_on: {prxoy: start}", {"depends_on.prxoy": "no container of the task is called prxoy"}),
        (_sidecars(a="depends_on: {a: start}"), {"sidecars.a.depends_on.a": "a waits for itself"}),
        (
            _sidecars(a="depends_on: {b: start}", b="depends_on: {c: start}", c="depends_on: {a: start}"),
            {"sidecars.a.depends_on.b": "a waits for b waits for c waits for a: none of them starts"},
        ),
        (
            _sidecars(a="depends_on: {shop: start}") + ", depends_on: {a: start}",
            {"depends_on.a": "shop waits for a waits for shop: none of them starts"},
        ),
    ],
)
def test_where_it_complains(find: Find, service: str, expected: dict[str, str]) -> None:
    found = find(RULE, f"service: {{{service}}}")
    assert found == [(f"service.{path}", message) for path, message in expected.items()]
