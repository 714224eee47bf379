"""The pipeline waits until a person has authorised the connection to GitHub, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deploy.world import CONNECTION, SPEC, World
from tests.emulator.process import post
from tests.patience import SECONDS

pytestmark = pytest.mark.emulator
_WITHOUT = SPEC.replace(f"connection: {CONNECTION}\n", "")
_ADDRESS = "open https://us-west-2.console.aws.amazon.com/codesuite/settings/connections?region=us-west-2, choose shop"


def _authorise(world: World) -> None:
    [connection] = world.account.client("codeconnections").list_connections()["Connections"]
    post(world.account.endpoint, "/_test/connections", {"arn": connection["ConnectionArn"], "name": "shop"})


def test_everything_else_is_deployed_and_the_next_run_goes_on(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path, _WITHOUT)
    first = world.deploy()
    assert first.returncode == 3, first.stdout + first.stderr
    assert "shop dev: account 123456789012, us-west-2: 11 created, 1 waits for the connection" in first.stdout
    assert f"shop-github: created: {_ADDRESS}" in first.stderr
    assert "error:" not in first.stderr
    step = first.stdout[first.stdout.index("One step is yours") :].splitlines()
    assert step[2].strip() == _ADDRESS.removeprefix("open ").removesuffix(", choose shop")
    assert step[3:] == [
        '  2. choose shop and "Update pending connection"',
        f"  3. canaryform deploy {world.spec} -e dev",
    ]
    assert "shop-dev-pipeline" not in world.states()
    assert world.account.client("codepipeline").list_pipelines()["pipelines"] == []
    _authorise(world)
    second = world.deploy()
    assert second.returncode == 0, second.stdout + second.stderr
    assert "11 unchanged, 1 created" in second.stdout
    assert [each["name"] for each in world.account.client("codepipeline").list_pipelines()["pipelines"]] == ["shop-dev"]


def test_whoever_waits_goes_on_by_themselves(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path, _WITHOUT)
    process = world.begin("--wait")
    assert process.stderr is not None
    for line in process.stderr:
        if "shop-dev-pipeline: waits for the connection" in line:
            assert "waits for that" in line
            break
    _authorise(world)
    out, _ = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, out
    assert "12 created" in out


def test_a_connection_of_one_s_own_is_asked_for_too(endpoint: str, tmp_path: Path) -> None:
    other = CONNECTION.replace("01234567-89ab", "11111111-89ab")
    world = World.make(endpoint, tmp_path, SPEC.replace(CONNECTION, other))
    ran = world.deploy("--stack", "pipeline")
    assert ran.returncode == 3
    assert "shop-dev-pipeline" not in world.states()


@pytest.mark.parametrize("text", [_WITHOUT, SPEC.replace("01234567-89ab", "11111111-89ab")])
def test_the_printed_commands_wait_too(text: str, endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path, text)
    if text is not _WITHOUT:
        pending = CONNECTION.replace("01234567-89ab", "11111111-89ab")
        post(endpoint, "/_test/connections", {"arn": pending, "name": "shop", "status": "PENDING"})
    assert world.account.canaryform("generate", world.spec).returncode == 0
    printed = world.account.canaryform("deploy", world.spec, "-e", "dev", "--print").stdout
    first = world.account.run("/bin/bash", "-c", printed)
    assert first.returncode == 3, first.stdout + first.stderr
    assert "shop-dev-pipeline waits: the connection arn:aws:codeconnections:us-west-2:" in first.stderr
    assert "to GitHub is PENDING." in first.stderr
    assert "shop-dev-codedeploy" in world.states()
    assert "shop-dev-pipeline" not in world.states()
    assert world.account.client("codepipeline").list_pipelines()["pipelines"] == []
    if text is _WITHOUT:
        _authorise(world)
    else:
        post(endpoint, "/_test/connections", {"arn": pending, "name": "shop"})
    second = world.account.run("/bin/bash", "-c", printed)
    assert second.returncode == 0, second.stdout + second.stderr
    assert [each["name"] for each in world.account.client("codepipeline").list_pipelines()["pipelines"]] == ["shop-dev"]


def test_a_connection_of_another_account_is_said_before_anything_is_begun(endpoint: str, tmp_path: Path) -> None:
    foreign = CONNECTION.replace("123456789012", "111122223333")
    world = World.make(endpoint, tmp_path, SPEC.replace(CONNECTION, foreign))
    ran = world.deploy()
    assert ran.returncode == 3
    assert (
        f"the connection {foreign} belongs to the account 111122223333, and 123456789012 may not use it" in ran.stderr
    )
    assert "or leave `connection` out of the spec, and one is made" in ran.stderr
    assert world.states() == {}
