"""What is destroyed is gone, what is kept is named, and both can come back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.world import CONNECTION, SPEC, World

pytestmark = pytest.mark.emulator
_KEPT = {
    "AWS::ECR::Repository", "AWS::ECS::TaskDefinition", "AWS::KMS::Key", "AWS::Logs::LogGroup", "AWS::S3::Bucket",
}  # fmt: skip


@pytest.fixture
def world(endpoint: str, tmp_path: Path) -> World:
    """Both environments are there."""
    made = World.make(endpoint, tmp_path)
    for environment in ("dev", "prod"):
        ran = made.deploy(environment=environment)
        assert ran.returncode == 0, ran.stderr
    return made


def _left(world: World) -> dict[str, list[str]]:
    """Everything that costs or shows, asked of its own service."""
    client = world.account.client
    clusters = client("ecs").list_clusters()["clusterArns"]
    functions: dict[str, Any] = {
        "vpcs": [
            vpc["VpcId"]
            for vpc in client("ec2").describe_vpcs(Filters=[{"Name": "tag:Project", "Values": ["shop"]}])["Vpcs"]
        ],
        "balancers": [each["LoadBalancerName"] for each in client("elbv2").describe_load_balancers()["LoadBalancers"]],
        "groups": [each["TargetGroupName"] for each in client("elbv2").describe_target_groups()["TargetGroups"]],
        "clusters": [arn.rpartition("/")[2] for arn in clusters],
        "pipelines": [each["name"] for each in client("codepipeline").list_pipelines()["pipelines"]],
        "applications": client("codedeploy").list_applications()["applications"],
        "projects": client("codebuild").list_projects()["projects"],
        "roles": [
            each["RoleName"] for each in client("iam").list_roles()["Roles"] if each["RoleName"].startswith("shop")
        ],
        "alarms": [each["AlarmName"] for each in client("cloudwatch").describe_alarms()["MetricAlarms"]],
        "topics": [each["TopicArn"].rpartition(":")[2] for each in client("sns").list_topics()["Topics"]],
        "repositories": [each["repositoryName"] for each in client("ecr").describe_repositories()["repositories"]],
        "buckets": [each["Name"] for each in client("s3").list_buckets()["Buckets"]],
        "log groups": [each["logGroupName"] for each in client("logs").describe_log_groups()["logGroups"]],
    }
    return {noun: sorted(names) for noun, names in functions.items() if names}


def test_one_environment_goes_and_the_other_stays(world: World) -> None:
    ran = world.destroy("--yes")
    assert ran.returncode == 0, ran.stderr
    nouns = (*("network", "base", "alb", "iam", "routes", "ecs", "monitoring", "codedeploy", "pipeline", "dashboard"),)
    assert set(world.states()) == {"shop-ecr", *(f"shop-prod-{noun}" for noun in nouns)}
    left = _left(world)
    names = [name for noun, some in left.items() if noun not in {"buckets", "log groups", "vpcs"} for name in some]
    assert not [name for name in names if name.startswith("shop-dev")]
    assert len(left["vpcs"]) == 1


def test_production_goes_only_by_its_name(world: World) -> None:
    before = world.events()
    refused = world.destroy("--yes", environment="prod")
    assert refused.returncode == 2
    assert "prod is released by tag: --yes is not enough, say --confirm prod" in refused.stderr
    wrong = world.destroy("--confirm", "dev", environment="prod")
    assert wrong.returncode == 1
    assert wrong.stderr.endswith("that is not prod: nothing was deleted\n")
    assert world.events() == before
    ran = world.destroy("--confirm", "prod", environment="prod")
    assert ran.returncode == 0, ran.stderr
    assert not [name for name in world.states() if name.startswith("shop-prod")]


def test_nothing_is_left_but_what_is_kept_and_that_can_be_removed(world: World) -> None:
    assert world.destroy("--yes").returncode == 0
    ran = world.destroy("--confirm", "prod", "--json", environment="prod")
    assert ran.returncode == 0, ran.stderr
    document = json.loads(ran.stdout)
    assert document["ok"]
    assert {resource["type"] for resource in document["kept"]} == _KEPT
    assert world.states() == {}
    assert _left(world) == {
        "repositories": ["shop", "shop/dev"],
        "buckets": sorted(
            f"shop-{environment}-{noun}-123456789012-us-west-2"
            for environment in ("dev", "prod")
            for noun in ("artifacts", "logs")
        ),
        "log groups": sorted(
            f"/{noun}/shop-{environment}" for environment in ("dev", "prod") for noun in ("codebuild", "ecs")
        ),
    }
    for resource in document["kept"]:
        commands = resource["command"].split("\n")
        # An empty bucket has no versions to delete.
        removed = world.account.run("/bin/bash", "-c", commands[-1])
        assert removed.returncode == 0, removed.stderr
    left = _left(world)
    assert "repositories" not in left
    assert not [name for names in left.values() for name in names if "shop-prod" in name]


def test_a_stack_that_cannot_go_is_named_and_goes_the_next_time(world: World) -> None:
    world.fault(stack="shop-dev-alb", resource="LoadBalancer", action="delete", message="the moon is full")
    ran = world.destroy("--yes")
    assert ran.returncode == 3
    assert "error: shop-dev-alb failed: LoadBalancer (AWS::ElasticLoadBalancingV2::LoadBalancer): " in ran.stderr
    assert "the moon is full" in ran.stderr
    assert {name for name in world.states() if name.startswith("shop-dev")} == {
        f"shop-dev-{noun}" for noun in ("alb", "base", "network")
    }
    again = world.destroy("--yes")
    assert again.returncode == 0, again.stderr
    assert not [name for name in world.states() if name.startswith("shop-dev")]


def test_where_nothing_is_there_is_nothing_to_do(endpoint: str, tmp_path: Path) -> None:
    ran = World.make(endpoint, tmp_path).destroy("--yes")
    assert (ran.returncode, ran.stdout) == (0, "shop dev: account 123456789012, us-west-2: no stack is there\n")


def test_what_was_kept_is_in_the_way_until_it_is_taken_over(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path, SPEC.replace(f"connection: {CONNECTION}\n", ""))
    assert world.deploy().returncode == 3
    [connection] = world.account.client("codeconnections").list_connections()["Connections"]
    assert world.destroy("--yes").returncode == 0
    refused = world.deploy()
    assert refused.returncode == 3
    assert "  > shop AWS::ECR::Repository is there already: in the way: --import-existing-resources" in refused.stdout
    assert (
        f"  > {connection['ConnectionArn']} AWS::CodeConnections::Connection is there already: left" in refused.stdout
    )
    assert "error: cannot create shop-ecr: shop, shop/dev are there already, outside of the stacks" in refused.stderr
    assert "error: cannot create shop-dev-ecs: /ecs/shop-dev is there already, outside of the stacks" in refused.stderr
    assert "`--import-existing-resources` takes it over" in refused.stderr
    assert refused.stderr.endswith("nothing was deployed\n")
    assert world.states() == {}
    taken = world.deploy("--import-existing-resources")
    assert taken.returncode == 3, "the connection is as pending as it was"
    assert "1 waits for the connection" in taken.stdout
    assert f"shop-github: importing: takes over {connection['ConnectionArn']}" in taken.stderr
    for name in ("shop, shop/dev", "shop-dev-logs-123456789012-us-west-2", "/ecs/shop-dev"):
        assert f"importing: takes over {name}" in taken.stderr
    assert set(world.states().values()) <= {"CREATE_COMPLETE", "UPDATE_COMPLETE"}
    again = world.deploy()
    assert "11 unchanged, 1 waits for the connection" in again.stdout, again.stdout + again.stderr
