"""The commands in processes of their own, on an environment that ECS releases."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.ecs.configuration import Hook
from tests.ecs.environment import Shop, put_spec
from tests.live.environment import HEALTHY
from tests.live.stand_in import standing_in

_ID = "000000000000000000001"
_HOOK = Hook(("POST_TEST_TRAFFIC_SHIFT",), timeout=60)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path)
    return tmp_path


def _run(shop: Shop, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    with standing_in(shop.answers) as aws:
        return aws.run(folder, *arguments)


def test_status_and_release_status(folder: Path) -> None:
    shop = Shop()
    shop.release()
    with standing_in(shop.answers) as aws:
        result = aws.run(folder, "status", "-e", "prod")
        asked = {each.operation for each in aws.requests if each.service == "ecs"}
    assert (result.returncode, result.stderr) == (0, "")
    assert f"release   deployment {_ID} IN_PROGRESS, since 2026-01-02 12:00Z" in result.stdout
    assert "          original 90 % (shop-prod-blue), replacement 10 % (shop-prod-green)" in result.stdout
    assert "shop-prod-service     CREATE_COMPLETE" in result.stdout
    revisions = {"ListServiceDeployments", "DescribeServiceDeployments", "DescribeServiceRevisions"}
    assert asked == {"DescribeServices", "DescribeTaskDefinition", *revisions}


def test_doctor(folder: Path) -> None:
    shop = Shop()
    shop.release()
    answers = {**shop.answers, ("ecs", "DescribeTaskDefinition"): HEALTHY["ecs", "DescribeTaskDefinition"]}
    with standing_in(answers) as aws:
        result = aws.run(folder, "doctor", "-e", "prod")
    assert (result.returncode, result.stderr) == (0, "")
    assert f"last-deployment: the deployment {_ID} is under way" in result.stdout
    assert "failed" not in result.stdout.splitlines()[-1]


def test_continue(folder: Path) -> None:
    shop = Shop()
    made = shop.release(hooks=(_HOOK,))
    result = _run(shop, folder, "continue", "-e", "prod", "--yes")
    assert result.returncode == 0, result.stderr
    assert result.stderr == "note: without an answer until 2026-01-02 13:03Z it is taken back\n"
    assert result.stdout.splitlines()[1:] == [
        f"  1. let the deployment {_ID} go on, which waits at POST_TEST_TRAFFIC_SHIFT, with 0 % of the traffic on its "
        "new tasks",
        f"{_ID} goes on",
        "next: canaryform status specs/shop.yaml -e prod --watch",
    ]
    assert not made.open_hooks


def test_continue_does_nothing_in_a_dry_run(folder: Path) -> None:
    shop = Shop()
    made = shop.release(hooks=(_HOOK,))
    result = _run(shop, folder, "continue", "-e", "prod", "--rollback", "--dry-run", "--json")
    document = json.loads(result.stdout)
    assert (result.returncode, document["ok"], document["action"], document["done"]) == (0, True, "ROLLBACK", [])
    assert document["deployment"] == made.arn
    assert document["leads_to"] == "v1.2.3"
    assert made.open_hooks


def test_rollback_leaves_the_rest_to_ecs(folder: Path) -> None:
    shop = Shop()
    made = shop.release()
    result = _run(shop, folder, "rollback", "-e", "prod", "--yes", "--no-wait")
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[2] == f"{_ID} is being stopped"
    assert made.status == "ROLLBACK_REQUESTED"
