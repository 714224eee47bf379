"""The stack ``connect``, and that it leaves the files of what was there as they are."""

from __future__ import annotations

from generator.app.build.compile import compile_spec
from generator.stacks.connect import CONNECT
from tests.unit.project import container, service
from tests.unit.stacks.built import built, imported

_SPEC = """\
project: shop
region: us-west-2
repository: acme/shop
service: {port: 3000, context: web}
services:
  api: {port: 8080, context: api, route: {path: [/api], priority: 100}}
  ADDED
release: {engine: ecs}
environments: {prod: {trigger: {tag: "v*"}}}
"""
_ADDED = "mail: {port: 25, context: mail, connect: true, route: {closed: true, priority: 200}}"
_OF_ALL = ("shop/shared/", "shop/github/", "shop/prod/dashboard.yaml", "shop/SHA256SUMS", "shop/manifest.json")
"""What lists all services."""


def test_it_is_there_with_the_first_service_that_connects() -> None:
    assert not CONNECT.is_needed(service().project)
    made = service(container=container(connect=True))
    assert CONNECT.is_needed(made.project)
    stack = built(CONNECT, made)
    assert stack.ids == ["Namespace", "ConnectSecurityGroup"]
    assert stack["Namespace"]["Name"] == "shop-prod"
    assert stack["ConnectSecurityGroup"]["VpcId"] == imported("network", "VpcId")


def test_a_service_that_connects_changes_no_file_of_another() -> None:
    before = _files(_SPEC.replace("  ADDED\n", ""))
    after = _files(_SPEC.replace("ADDED", _ADDED))
    changed = {path for path, text in before.items() if after[path] != text}
    assert {path for path in changed if not path.startswith(_OF_ALL)} == set()
    new = {path for path in after.keys() - before.keys() if not path.startswith(_OF_ALL)}
    assert {path.split("/")[2] for path in new} == {"connect.yaml", "mail"}


def _files(text: str) -> dict[str, str]:
    return {artifact.path: artifact.text for artifact in compile_spec(text, "spec.yaml").artifacts}
