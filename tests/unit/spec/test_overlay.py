"""The tree as written -> a document for each environment."""

from __future__ import annotations

import pytest

from generator.spec import node, overlay, source
from generator.spec.node import Mapping


def test_an_environment_knows_nothing_of_the_others() -> None:
    root = source.read("a: 1\nenvironments:\n  dev: {a: 2, approval: true}\n  prod: {b: 3}\n", "spec.yaml")
    assert [(document.environment, node.plain(document.root)) for document in overlay.documents(root)] == [
        ("dev", {"a": 2, "environments": {"dev": {"approval": True}}}),
        ("prod", {"a": 1, "b": 3, "environments": {"prod": {}}}),
    ]


@pytest.mark.parametrize("text", ["a: 1", "environments:", "environments: 5", "environments: [a]"])
def test_without_environments_there_are_no_documents(text: str) -> None:
    assert overlay.documents(source.read(text, "spec.yaml")) == ()


@pytest.mark.parametrize("body", ["", "5", "[a]"])
def test_an_environment_that_is_no_mapping_is_left_for_the_schema(body: str) -> None:
    (document,) = overlay.documents(source.read(f"a: 1\nenvironments: {{dev: {body}}}", "spec.yaml"))
    assert not isinstance(node.find(document.root, ["environments", "dev"]), Mapping)


def test_the_project_itself_cannot_be_overridden() -> None:
    root = source.read("project: a\nenvironments: {dev: {project: b, environments: {x: 1}}}", "spec.yaml")
    (document,) = overlay.documents(root)
    assert node.plain(document.root) == {"project": "a", "environments": {"dev": {}}}


_SERVICES = """\
service: {port: 1}
git: {tag_prefix: x}
build: {compute: large, test: [a]}
release: {percent: 5}
traffic: {requests: 9}
services:
  api: {port: 2, build: {test: [b]}, release: {percent: 6}, route: {priority: 1}}
  gone: {port: 3}
environments:
  dev: {release: {percent: 7}, services: {gone: null, api: {cpu: 512, tag_prefix: y}}}
  prod: {services: {api: {build: {compute: null}}}}
"""


def test_each_service_has_the_form_of_the_main_one() -> None:
    dev, prod = overlay.documents(source.read(_SERVICES, "spec.yaml"))
    main, api = overlay.services(dev.root)
    assert (main.service, api.service) == ("main", "api")
    assert api.origin.path == "services.api"
    data = node.plain(api.root)
    assert data.pop("environments") == {"dev": {}}
    assert data == {
        "service": {"port": 2, "cpu": 512},
        "build": {"compute": "large", "test": ["b"]},
        "release": {"percent": 7},
        "route": {"priority": 1},
        "git": {"tag_prefix": "y"},
    }
    assert "services" not in node.plain(main.root)
    assert node.plain(main.root)["traffic"] == {"requests": 9}
    _, api, gone = overlay.services(prod.root)
    assert node.plain(api.root)["build"] == {"test": ["b"]}
    assert node.plain(api.root)["git"] == {"tag_prefix": "api-x"}
    assert gone.service == "gone"


def test_an_environment_may_leave_out_the_main_service_or_all_others() -> None:
    text = "service: {port: 1}\nservices: {api: {port: 2}}\nenvironments:\n"
    text += "  dev: {service: null}\n  prod: {services: {api: null}}\n"
    dev, prod = overlay.documents(source.read(text, "spec.yaml"))
    assert [each.service for each in overlay.services(dev.root)] == ["api"]
    assert [each.service for each in overlay.services(prod.root)] == ["main"]
    assert "services" not in prod.root.entries
