"""Routes that hide one another, or that no rule of a load balancer can be made of."""

from __future__ import annotations

import pytest

from generator.spec import overlay, source, structure
from generator.spec.rules.protocol import Reading
from generator.spec.rules.routes import RULE

BASE = """\
project: shop
region: us-west-2
repository: acme/shop
environments: {prod: {trigger: {tag: "v*"}}}
"""


def found(services: str, main: str = "service: {port: 1}") -> list[tuple[str, str]]:
    """Path and hint of each finding."""
    (document,) = overlay.documents(source.read(f"{BASE}{main}\nservices: {services}\n", "spec.yaml"))
    project, own = structure.project(document), overlay.services(document.root)
    readings = [Reading(service, each.root) for service, each in zip(project.services, own, strict=True)]
    return [(finding.location.path, finding.hint) for finding in RULE.check(readings)]


def _service(**route: object) -> str:
    return f"{{port: 1, route: {route}}}"


@pytest.mark.parametrize(
    ("services", "paths"),
    [
        ({"a": {"path": ["/a/*"], "priority": 100}, "b": {"path": ["/b/*"], "priority": 200}}, []),
        ({"a": {"path": ["/a/*"], "priority": 200}, "b": {"path": ["/a/b/*"], "priority": 100}}, []),
        ({"a": {"path": ["/a/*"], "priority": 100}, "b": {"path": ["/a/b/*"], "priority": 200}}, ["b.route.path[0]"]),
        ({"a": {"path": ["/a"], "priority": 100}, "b": {"path": ["/x", "/a"], "priority": 200}}, ["b.route.path[1]"]),
        ({"a": {"path": ["/a"], "priority": 1}, "b": {"path": ["/b"], "priority": 1}}, ["b.route.priority"]),
        ({"a": {"path": ["/*"], "priority": 1}}, ["a.route.path[0]"]),
        ({"a": {"priority": 1}}, ["a.route"]),
        ({"a": {"path": ["/1", "/2", "/3", "/4", "/5"], "host": ["a.b"], "priority": 1}}, ["a.route"]),
        ({"a": {"path": ["/*?*?*?"], "priority": 1}}, ["a.route"]),
        ({"a": {"host": ["a.b"], "priority": 1}, "b": {"path": ["/b"], "priority": 2}}, []),
        ({"a": {"host": ["*.b"], "priority": 1}, "b": {"host": ["a.b"], "priority": 2}}, ["b.route.host[0]"]),
        ({"a": {"host": ["a.b"], "priority": 2}, "b": {"host": ["a.b"], "path": ["/b"], "priority": 1}}, []),
        ({"a": {"closed": True, "priority": 1}}, ["a.route.closed"]),
        ({"a": {"closed": False, "priority": 1}}, ["a.route"]),
    ],
)
def test_where_it_complains(services: dict[str, dict[str, object]], paths: list[str]) -> None:
    text = ", ".join(f"{name}: {_service(**route)}" for name, route in services.items())
    assert [path for path, _ in found(f"{{{text}}}")] == [f"services.{path}" for path in paths]


def test_without_a_main_service_one_may_take_the_rest() -> None:
    assert found('{a: {port: 1, route: {path: ["/*"], priority: 40000}}}', main="") == []


@pytest.mark.parametrize(("first", "free"), [(500, 400), (100, 90), (10, 9), (2, 1)])
def test_it_proposes_a_priority_before_the_one_that_hides(first: int, free: int) -> None:
    services = f"{{a: {_service(path=['/a/*'], priority=first)}, b: {_service(path=['/a/b'], priority=first + 1)}}}"
    assert [hint for _, hint in found(services)] == [f"write priority: {free}, since the lowest is asked first"]


def test_a_closed_route_is_for_a_service_that_others_call_and_names_no_request() -> None:
    connected = "{{port: 1, connect: true, route: {{closed: true, priority: {} {}}}}}"
    both = f"{{a: {connected.format(1, '')}, b: {connected.format(2, '')}}}"
    assert found(both) == []
    said = found(f"{{a: {connected.format(1, ', path: [/a]')}}}")
    assert said == [("services.a.route.path", "keep one of the two")]
    [(path, _)] = found(f"{{a: {connected.format(1, '')}, b: {connected.format(1, '')}}}")
    assert path == "services.b.route.priority"
