"""``canaryform deploy`` without ``-e``: every environment but production, in the order of the spec."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.deploy.world import SPEC, World

pytestmark = pytest.mark.emulator
_MORE = """\
  qa:
    trigger: {branch: qa}
    account: "111122223333"
  demo:
    trigger: {branch: demo}
"""


def test_production_is_deployed_by_its_name_alone(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path)
    ran = world.account.canaryform("deploy", world.spec, "--yes")
    assert ran.returncode == 0, ran.stderr
    assert {name for name in world.states() if "prod" in name} == set()
    assert "shop-dev-pipeline" in world.states()
    assert ran.stdout.endswith(f"next: canaryform deploy {world.spec} -e prod\n")
    documents = json.loads(world.account.canaryform("deploy", world.spec, "--plan", "--json").stdout)
    assert [each["environment"] for each in documents["environments"]] == ["dev", "prod"]


def test_one_that_fails_ends_those_of_its_spec(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path, SPEC + _MORE)
    other = world.spec.with_name("other.yaml")
    other.write_text(SPEC.replace("project: shop", "project: other").replace("acme/shop", "acme/other"))
    ran = world.account.canaryform("deploy", "--all", "--yes")
    assert ran.returncode == 3
    assert "qa belongs to the account 111122223333" in ran.stderr
    states = world.states()
    assert {"shop-dev-pipeline", "other-dev-pipeline"} <= {*states}
    assert not [name for name in states if "prod" in name or "demo" in name]
    told = [line.removeprefix("next:").strip() for line in ran.stdout.splitlines()]
    assert told[-4:] == [
        "canaryform deploy specs/shop.yaml -e qa",
        "canaryform deploy specs/other.yaml -e prod",
        "canaryform deploy specs/shop.yaml -e prod",
        "canaryform deploy specs/shop.yaml -e demo",
    ]


@pytest.mark.parametrize("options", [("--stack", "iam"), ("--s3-bucket", "mine"), ("--print",)])
def test_what_is_about_one_environment_needs_its_name(options: tuple[str, ...], endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path)
    ran = world.account.canaryform("deploy", world.spec, *options)
    assert ran.returncode == 2
    assert "say -e with one of dev, prod" in ran.stderr
