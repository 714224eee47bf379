"""What people who run ECS with CodeDeploy and CodePipeline suffer from, one test a pain that a template can cause."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any

import pytest
import yaml

from generator.app.build.compile import compile_spec
from tests.acceptance.templates import BY_CODEDEPLOY, build_file, each, files, found, stages, templates
from tests.golden.case import CASES

every_case = pytest.mark.parametrize("case", CASES)
by_codedeploy = pytest.mark.parametrize("case", BY_CODEDEPLOY)


@by_codedeploy
def test_p1_the_service_names_the_family_and_no_revision(case: str) -> None:
    for service in each(case, "AWS::ECS::Service"):
        assert service["DeploymentController"] == {"Type": "CODE_DEPLOY"}
        assert isinstance(service["TaskDefinition"], str)
        assert ":" not in service["TaskDefinition"]


# What a spec may well change in the life of a service, and what must then stay as it is.
_LATER: dict[str, Any] = {
    "service": {
        "cpu": 512,
        "memory": 1024,
        "count": {"min": 2, "max": 8, "cpu": 50},
        "spot": True,
        "environment": {"DEBUG": "yes"},
        "log_retention": 90,
        "read_only": False,
    },
    "release": {"strategy": "linear", "percent": 20, "minutes": 2, "alarms": {"latency": 3}},
    "build": {"compute": "medium", "cache": False},
    "load_balancer": {
        "certificate": "arn:aws:acm:us-west-2:111122223333:certificate/00000000-0000-0000-0000-000000000000",
        "allow": ["192.0.2.0/24"],
    },
    "notifications": {"email": ["team@example.com"]},
    "tags": {"team": "checkout"},
}


@pytest.fixture(scope="module")
def before_and_after() -> tuple[dict[str, str], dict[str, str]]:
    spec = yaml.safe_load(CASES["minimal"].spec.read_text(encoding="utf-8"))
    later = {**spec, **_LATER, "service": {**spec["service"], **_LATER["service"]}}
    builds = [compile_spec(json.dumps(document), "spec.yaml") for document in (spec, later)]
    assert [build.problems for build in builds] == [(), ()]
    first, second = ({PurePath(a.path).name: a.text for a in build.artifacts} for build in builds)
    return first, second


def _resource(files_of: dict[str, str], template: str, logical_id: str) -> str:
    lines = files_of[template].splitlines()
    start = lines.index(f"  {logical_id}:")
    end = next((n for n in range(start + 1, len(lines)) if lines[n][:3].strip() and lines[n][0:2] == "  "), len(lines))
    return "\n".join(lines[start:end])


def test_p1_what_a_spec_may_change_later_never_reaches_the_service(
    before_and_after: tuple[dict[str, str], dict[str, str]],
) -> None:
    before, after = before_and_after
    assert _resource(before, "ecs.yaml", "Service") == _resource(after, "ecs.yaml", "Service")
    assert before["ecs.yaml"] != after["ecs.yaml"]


@pytest.mark.parametrize("logical_id", ["ProductionRule", "TestRule"])
def test_p2_what_a_spec_may_change_later_never_reaches_what_releases_move(
    logical_id: str, before_and_after: tuple[dict[str, str], dict[str, str]]
) -> None:
    before, after = before_and_after
    assert _resource(before, "routes.yaml", logical_id) == _resource(after, "routes.yaml", logical_id)
    assert before["routes.yaml"] != after["routes.yaml"]


@every_case
def test_p2_no_listener_forwards_so_that_it_can_be_updated(case: str) -> None:
    listeners = found(case, "AWS::ElasticLoadBalancingV2::Listener")
    assert listeners or found(case, "AWS::ElasticLoadBalancingV2::ListenerRule"), "of listeners that exist, rules alone"
    for listener in listeners:
        assert {action["Type"] for action in listener["DefaultActions"]} <= {"fixed-response", "redirect"}


@every_case
def test_p2_a_stack_policy_keeps_updates_off_what_releases_move(case: str) -> None:
    policies = {path: json.loads(text) for path, text in files(case).items() if path.endswith(".stack-policy.json")}
    for path in templates(case):
        if path.endswith("/routes") and "ProductionRule" in templates(case)[path]["Resources"]:
            denied = _denied(policies[f"{path}.stack-policy.json"])
            assert denied["ProductionRule"] == {"Update:*"}
            assert denied.get("TestRule", {"Update:*"}) == {"Update:*"}
            assert denied["BlueTargetGroup"] == denied["GreenTargetGroup"] == {"Update:Replace", "Update:Delete"}
        if path.endswith("/ecs") and case in BY_CODEDEPLOY:
            assert _denied(policies[f"{path}.stack-policy.json"]) == {"Service": {"Update:*"}}


def _denied(policy: dict[str, list[dict[str, Any]]]) -> dict[str, set[str]]:
    return {
        resource.removeprefix("LogicalResourceId/"): set(statement["Action"])
        for statement in policy["Statement"]
        if statement["Effect"] == "Deny"
        for resource in statement["Resource"]
    }


@by_codedeploy
def test_p3_the_first_deploy_needs_no_image_of_ours(case: str) -> None:
    for service, task in zip(each(case, "AWS::ECS::Service"), each(case, "AWS::ECS::TaskDefinition"), strict=True):
        containers = {container["Name"]: container for container in task["ContainerDefinitions"]}
        for container in containers.values():
            # Or the copy of it that a spec names.
            assert container["Image"].startswith("public.ecr.aws/") or "/node" in container["Image"]
        [balanced] = service["LoadBalancers"]
        assert f".listen({balanced['ContainerPort']})" in containers[balanced["ContainerName"]]["Command"][-1]
    for template in templates(case).values():
        for body in template["Resources"].values():
            if body["Type"] == "AWS::ECS::Service":
                assert body["DependsOn"] == "BootstrapTaskDefinition"


@every_case
def test_p4_a_trigger_is_for_tags_or_for_branches_and_never_both(case: str) -> None:
    for pipeline in each(case, "AWS::CodePipeline::Pipeline"):
        [trigger] = pipeline["Triggers"]
        [push] = trigger["GitConfiguration"]["Push"]
        assert push.keys() - {"FilePaths"} in ({"Tags"}, {"Branches"})
        assert "FilePaths" not in push or "Branches" in push
        assert trigger["ProviderType"] == "CodeStarSourceConnection"


@every_case
def test_p4_no_action_refers_to_a_variable_that_a_manual_run_lacks(case: str) -> None:
    for pipeline in each(case, "AWS::CodePipeline::Pipeline"):
        assert "TagName" not in json.dumps(pipeline)
        assert pipeline["Variables"][:1] == [
            {
                "Name": "RELEASE",
                "DefaultValue": "none",
                "Description": "The version to release when the pipeline is started by hand, such as v1.2.3",
            }
        ]
        assert all(variable["DefaultValue"] for variable in pipeline["Variables"])


@every_case
def test_p5_the_connection_is_deployed_before_and_apart_from_the_pipeline(case: str) -> None:
    build = CASES[case].build()
    order = [stack.noun for stack in build.stacks]
    for stack in build.stacks:
        if stack.noun == "pipeline" and "github" in order:
            assert f"{build.project}-github" in stack.depends_on
    assert found(case, "AWS::CodeConnections::Connection", "shared") or "github" not in order


def test_p6_the_build_hands_over_three_files_and_nothing_else() -> None:
    artifacts = build_file("example", "buildspec.yml")["artifacts"]
    assert sorted(artifacts["files"]) == ["appspec.yaml", "imageDetail.json", "taskdef.json"]
    [build], [deploy] = stages("example")["Build"], stages("example")["Deploy"]
    [output] = build["OutputArtifacts"]
    assert deploy["InputArtifacts"] == [output]
    configuration = deploy["Configuration"]
    assert {value for key, value in configuration.items() if "Artifact" in key and "Path" not in key} == {
        output["Name"]
    }


@every_case
def test_p8_nothing_generated_runs_code_of_ours_in_aws(case: str) -> None:
    for template in templates(case).values():
        for body in template["Resources"].values():
            assert not body["Type"].startswith(("AWS::Lambda::", "AWS::CloudFormation::Custom", "Custom::"))


@every_case
def test_p11_the_number_of_tasks_is_the_scalable_targets_business(case: str) -> None:
    for service in each(case, "AWS::ECS::Service"):
        assert "DesiredCount" not in service
    assert each(case, "AWS::ApplicationAutoScaling::ScalableTarget")


@every_case
def test_p12_spot_can_be_turned_on_without_replacing_the_service(case: str) -> None:
    for service in each(case, "AWS::ECS::Service"):
        assert "LaunchType" not in service
        assert service["CapacityProviderStrategy"]
    assert all(
        cluster["CapacityProviders"] == ["FARGATE", "FARGATE_SPOT"] for cluster in found(case, "AWS::ECS::Cluster")
    )


def test_p12_a_release_brings_spot_along() -> None:
    properties = build_file("arm64-spot", "appspec.yaml")["Resources"][0]["TargetService"]["Properties"]
    providers = [item["CapacityProvider"] for item in properties["CapacityProviderStrategy"]]
    assert providers == ["FARGATE", "FARGATE_SPOT"]


@every_case
def test_p13_a_tag_means_one_image_for_ever(case: str) -> None:
    repositories = [*found(case, "AWS::ECR::Repository", "shared")]
    assert {each["ImageTagMutability"] for each in repositories} == {"IMMUTABLE"}
    projects = [each["Environment"]["PrivilegedMode"] for each in found("example", "AWS::CodeBuild::Project", "prod")]
    assert projects == [True, False], "what builds runs Docker, what admits does not"
