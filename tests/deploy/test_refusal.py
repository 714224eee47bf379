"""Bad input and bad credentials are refused before anything is touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.deploy.world import SPEC, World

pytestmark = pytest.mark.emulator


def test_another_account_is_refused(endpoint: str, tmp_path: Path) -> None:
    other = SPEC.replace("trigger: {branch: develop}", 'trigger: {branch: develop}\n    account: "111122223333"')
    other = other.replace("123456789012", "111122223333")
    world = World.make(endpoint, tmp_path, other)
    for ran in (world.deploy(), world.deploy("--json"), world.destroy("--yes")):
        assert ran.returncode == 3
        assert "dev belongs to the account 111122223333: these credentials are of 123456789012" in ran.stderr
    assert json.loads(world.deploy("--json").stdout)["ok"] is False
    assert world.states() == {}


def test_no_credentials_are_refused_with_a_way_to_get_some(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path)
    without = ("env", "-u", "AWS_ACCESS_KEY_ID", "-u", "AWS_SECRET_ACCESS_KEY")
    program = [str(world.account.program), "-m", "generator"]
    ran = world.account.run(*without, *program, "deploy", world.spec, "-e", "dev", "--yes")
    assert ran.returncode == 3
    assert "GetCallerIdentity cannot be called: Unable to locate credentials" in ran.stderr
    assert "AWS_PROFILE" in ran.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["--stack", "nonsense"],
            "No stack is called 'nonsense'. There are: ecr, network, base, alb, iam, routes, ecs,",
        ),
        (["-e", "staging"], "No environment is called 'staging'. There are: dev, prod."),
        (["--plan", "--print"], "--plan and --print exclude each other."),
    ],
)
def test_wrong_usage_is_said(options: list[str], message: str, endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path)
    ran = world.account.canaryform("deploy", world.spec, *(options if "-e" in options else ["-e", "dev", *options]))
    assert ran.returncode == 2
    assert message in ran.stderr
    assert world.states() == {}


def test_a_spec_with_problems_deploys_nothing(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path)
    world.spec.write_text(SPEC.replace("port: 3000", "prot: 3000"), encoding="utf-8")
    ran = world.deploy()
    assert ran.returncode == 1
    assert "specs/shop.yaml:6:3: error: service.prot" in ran.stderr
    assert ran.stderr.endswith("nothing was deployed\n")
    assert world.states() == {}
    assert not (tmp_path / "templates_out").exists()


def test_one_stack_alone(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path)
    ran = world.deploy("--stack", "network", "--stack", "shop-ecr", "--json")
    assert ran.returncode == 0, ran.stderr
    document = json.loads(ran.stdout)
    assert [(stack["name"], stack["state"]) for stack in document["stacks"]] == [
        ("shop-ecr", "created"),
        ("shop-dev-network", "created"),
    ]
    assert (document["account"], document["region"]) == ("123456789012", "us-west-2")
    alone = world.deploy("--stack", "routes", "--stack", "ecs")
    assert alone.returncode == 3
    assert "error: shop-dev-routes failed: " in alone.stderr
    assert "shop-dev-alb-ProductionListenerArn" in alone.stderr


def test_a_large_template_goes_through_a_bucket(endpoint: str, tmp_path: Path) -> None:
    people = ", ".join(
        f"person-{number}@the-department-of-long-addresses.a-company-with-a-long-name.example.com"
        for number in range(200)
    )
    text = SPEC + f"notifications: {{email: [{people}]}}\n"
    world = World.make(endpoint, tmp_path, text)
    ran = world.deploy()
    assert ran.returncode == 3
    assert "CloudFormation takes more than 51,200 only from a bucket" in ran.stderr
    assert "name a bucket of yours in that region with --s3-bucket" in ran.stderr
    s3 = world.account.client("s3")
    s3.create_bucket(Bucket="somewhere", CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
    ran = world.deploy("--s3-bucket", "somewhere")
    assert ran.returncode == 0, ran.stderr
    keys = [each["Key"] for each in s3.list_objects_v2(Bucket="somewhere")["Contents"]]
    assert [key.rpartition("/")[0] for key in keys] == ["templates/shop-dev-base"]
    topic = world.account.client("sns").list_topics()["Topics"][0]["TopicArn"]
    pages = world.account.client("sns").get_paginator("list_subscriptions_by_topic").paginate(TopicArn=topic)
    assert sum(len(page["Subscriptions"]) for page in pages) == 200
    # From now on there is the artifact bucket.
    world.write(text.replace("person-0@", "person-x@"))
    ran = world.deploy()
    assert ran.returncode == 0, ran.stderr
    assert s3.list_objects_v2(Bucket="shop-dev-artifacts-123456789012-us-west-2")["KeyCount"] == 1
