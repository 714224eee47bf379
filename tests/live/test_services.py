"""Commands about one of several services, and about all of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.live.environment import NOTHING, SPEC, put_spec
from tests.live.here import run_here
from tests.live.release import STEADY
from tests.live.stand_in import standing_in

_API = """\
services:
  api:
    context: services/api
    port: 8080
    route: {path: ["/api/*"], priority: 100}
    build: {version_file: none, test: []}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path)
    (tmp_path / "services/api").mkdir(parents=True)
    (tmp_path / "services/api/Dockerfile").write_text("FROM scratch\n")
    (tmp_path / "specs/shop.yaml").write_text(SPEC + _API)
    return tmp_path


def test_status_is_a_line_a_service(folder: Path) -> None:
    with standing_in(STEADY) as aws:
        result = aws.run(folder, "status", "-e", "prod")
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[0].startswith("shop prod: account ")
    cells = [[cell.strip("| ") for cell in line.split("  ") if cell.strip("| ")] for line in lines]
    [main, api] = [row for row in cells if row[:1] in (["main"], ["api"])]
    assert main[:4] == ["main", "1.2.3", "Succeeded", "blue 100 %"]
    assert api[0] == "api"


def test_status_of_one_service_is_the_whole_page(folder: Path) -> None:
    with standing_in(STEADY) as aws:
        whole = aws.run(folder, "status", "-e", "prod", "-s", "main")
        document = json.loads(aws.run(folder, "status", "-e", "prod", "--json").stdout)
    assert "pipeline  Source Succeeded, Build Succeeded, Deploy Succeeded" in whole.stdout.splitlines()
    assert list(document["services"]) == ["main", "api"]
    assert document["services"]["main"]["service"]["version"] == "1.2.3"


def test_what_is_common_to_all_is_told_once(folder: Path) -> None:
    with standing_in(NOTHING) as aws:
        result = aws.run(folder, "status", "-e", "prod")
    assert result.returncode == 1
    assert result.stdout.count("nothing is deployed") == 1


def test_doctor_looks_at_each(folder: Path) -> None:
    with standing_in(NOTHING) as aws:
        both = json.loads(aws.run(folder, "doctor", "-e", "prod", "--json").stdout)
        one = json.loads(aws.run(folder, "doctor", "-e", "prod", "-s", "api", "--json").stdout)
    assert [each["service"] for each in both["services"]] == ["main", "api"]
    assert (one["service"], bool(one["findings"])) == ("api", True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("rollback", "-e", "prod"), "has several services in prod: say -s with one of main, api."),
        (("power", "-e", "prod"), "has several services in prod: say -s with one of main, api."),
        (("status", "-e", "prod", "--watch"), "--watch shows one service: say -s with one of main, api."),
        (
            ("status", "-e", "prod", "-s", "apj"),
            "No service or job of prod is called 'apj'. Did you mean 'api'? There are: main, api.",
        ),
        (("deploy", "-e", "prod", "-s", "apj"), "No service or job of prod is called 'apj'. Did you mean 'api'?"),
        (("destroy", "-e", "prod", "-s", "apj"), "No service or job of prod is called 'apj'. Did you mean 'api'?"),
        (("iam", "-s", "apj"), "is called 'apj'. Did you mean 'api'?"),
        (("destroy", "-e", "prod", "--images"), "--images goes with -s"),
        (("iam", "--deployer", "-s", "api"), "--deployer prints the policies for all services: it goes without -s."),
    ],
)
def test_which_service_is_asked_for(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    with standing_in(STEADY) as aws:
        result = aws.run(folder, *arguments)
    assert result.returncode == 2
    assert message in " ".join(result.stderr.split())


@pytest.mark.parametrize("command", ["status", "exec", "doctor"])
def test_an_unknown_service_is_told_before_aws_is_asked(folder: Path, command: str) -> None:
    with standing_in({}) as aws:
        ran = run_here(aws, folder, command, "-e", "prod", "-s", "apj")
    assert (ran.code, aws.requests) == (2, [])


def test_a_script_of_one_service_says_what_it_leaves_out(folder: Path) -> None:
    with standing_in({}) as aws:
        ran = run_here(aws, folder, "deploy", "-e", "prod", "-s", "api", "--print")
    assert (ran.code, ran.err) == (
        0,
        "left out: shop-ecr, shop-prod-iam, shop-prod-routes, shop-prod-ecs, shop-prod-monitoring, "
        "shop-prod-codedeploy, shop-prod-pipeline, shop-prod-dashboard\n",
    )
