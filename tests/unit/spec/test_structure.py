"""A validated document -> the model."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.container import Container, Count, HealthCheck, Permission
from generator.model.project import Project
from generator.spec import overlay, source, structure

BASE = "project: shop\nregion: us-west-2\nrepository: acme/shop\n"


def _projects(lines: str, environments: str = "{prod: {trigger: {branch: main}}}") -> list[Project]:
    root = source.read(f"{BASE}{lines}\nenvironments: {environments}\n", "spec.yaml")
    return [structure.project(document) for document in overlay.documents(root)]


def _project(lines: str) -> Project:
    return _projects(lines)[0]


def _container(text: str) -> Container:
    [service] = _project(f"service: {text}").services
    return service.container


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ("3", Count(min=3, max=3)),
        ("{min: 1, max: 4, cpu: 60}", Count(min=1, max=4, cpu=60)),
        ("{max: 4.0, requests: 9}", Count(min=2, max=4, requests=9)),
        ("{}", Count()),
    ],
)
def test_count(value: str, count: Count) -> None:
    built = _container(f"{{port: 1, count: {value}}}").count
    assert built == count
    assert type(built.max) is int


def test_health_check() -> None:
    assert _container("{port: 1, health_check: /up}").health_check == HealthCheck(path="/up")
    assert _container("{port: 1, health_check: {grace: 0}}").health_check == HealthCheck(grace=0)


def test_false_turns_off() -> None:
    project = _project("service: {port: 1}\nload_balancer: {test_port: false}\nrelease: {alarms: {latency: false}}")
    [service] = project.services
    assert project.load_balancer.test_port is None
    assert service.release.alarms.latency is None
    assert service.release.alarms.errors == 4


def test_variables_are_the_texts_that_were_written() -> None:
    container = _container("{port: 1, environment: {A: 1.10, B: True, C: '07', D: 1e3}}")
    assert container.environment == {"A": "1.10", "B": "True", "C": "07", "D": "1e3"}


def test_lists_are_tuples() -> None:
    container = _container("{port: 1, permissions: [{actions: [a:B], resources: ['*']}]}")
    assert container.permissions == (Permission(actions=("a:B",), resources=("*",)),)


def test_everything_has_an_origin_in_the_file() -> None:
    project = _project("service: {port: 1}\nrelease:\n  percent: 5")
    [service] = project.services
    assert service.release.origin.path == "release"
    assert service.release.alarms.origin.path == "release", "what is left out is where it would belong"
    assert service.build.origin.path == ""
    assert project.environment.origin.path == "environments.prod"
    assert project.environment.trigger.origin.path == "environments.prod.trigger"
    assert all(value.origin.line for value in (project, project.git, service.container.count, project.network))


def test_what_environments_share() -> None:
    projects = _projects(
        "service: {port: 1}\ntags: {a: x, b: y}\nconnection: c",
        "{dev: {trigger: {branch: b}, tags: {b: z}, region: eu-west-1}, prod: {trigger: {tag: 'v*'}, tags: {c: 1}}}",
    )
    shared = structure.spec("spec.yaml", projects[0].origin, projects).shared
    assert shared.tags == {"a": "x"}
    assert shared.regions == ("eu-west-1", "us-west-2")
    assert [each.release_tag_prefixes for each in shared.images] == [("v",)]
    assert not shared.makes_connection


@pytest.mark.parametrize(
    ("dev", "prod", "makes", "prefixes"),
    [
        ({"branch": "b"}, {"branch": "c"}, True, ()),
        ({"tag": "v*"}, {"tag": "r*"}, True, ("r", "v")),
    ],
)
def test_shared_prefixes_are_those_of_tag_triggers(
    dev: dict[str, Any], prod: dict[str, Any], makes: bool, prefixes: tuple[str, ...]
) -> None:
    projects = _projects(
        "service: {port: 1}\nconnection: c",
        f"{{dev: {{trigger: {dev}, connection: null}}, prod: {{trigger: {prod}, git: {{tag_prefix: r}}}}}}",
    )
    shared = structure.spec("spec.yaml", projects[0].origin, projects).shared
    assert (shared.makes_connection, shared.images[0].release_tag_prefixes) == (makes, prefixes)
