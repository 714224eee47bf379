"""The same faults and pains where ECS shifts the traffic: what stands there in the place of CodeDeploy's files."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.cfn.walk import resources
from tests.acceptance.templates import BY_ECS, build_file, each, environments, files, found, only, stages, template

by_ecs = pytest.mark.parametrize("case", BY_ECS)


def _containers(task: Any) -> tuple[list[Any], list[Any]]:
    """Those of a release, and those before the first one."""
    _, released, first = task["ContainerDefinitions"]["Fn::If"]
    return released, first


@by_ecs
def test_a_release_brings_an_image_and_a_version_and_nothing_else(case: str) -> None:
    for environment in environments(case):
        *_, deploy = stages(case, environment)["Deploy"]
        assert deploy["ActionTypeId"]["Provider"] == "CloudFormation"
        given = json.loads(deploy["Configuration"]["ParameterOverrides"])
        assert given == {"Image": "#{Build.IMAGE_URI}", "Version": "#{Build.VERSION}"}
        assert given.keys() == template(case, environment, "service")["Parameters"].keys()
        exported = build_file(case, "buildspec.yml", environment)["env"]["exported-variables"]
        assert set(exported) >= {"IMAGE_URI", "VERSION"}
    assert not [path for path in files(case) if path.endswith(("taskdef.json", "appspec.yaml"))]


@by_ecs
def test_every_alarm_that_stops_a_release_exists(case: str) -> None:
    for environment in environments(case):
        alarms = {alarm["AlarmName"] for alarm in found(case, "AWS::CloudWatch::Alarm", f"{environment}/")}
        stops = only(case, "AWS::ECS::Service", environment)["DeploymentConfiguration"].get("Alarms", {})
        assert set(stops.get("AlarmNames", [])) == alarms
        assert not alarms or (stops["Enable"], stops["Rollback"]) == (True, True)


@by_ecs
def test_what_a_task_writes_goes_to_a_group_that_is_there(case: str) -> None:
    owned = {group["LogGroupName"] for group in found(case, "AWS::Logs::LogGroup")}
    for task in each(case, "AWS::ECS::TaskDefinition"):
        for container in (*_containers(task)[0], *_containers(task)[1]):
            assert container["LogConfiguration"]["Options"]["awslogs-group"] in owned


@by_ecs
def test_both_groups_are_on_each_rule_and_are_the_services(case: str) -> None:
    for environment in environments(case):
        [balancer] = only(case, "AWS::ECS::Service", environment)["LoadBalancers"]
        groups = {balancer["TargetGroupArn"]["Fn::ImportValue"]}
        groups.add(balancer["AdvancedConfiguration"]["AlternateTargetGroupArn"]["Fn::ImportValue"])
        routes = template(case, environment, "routes")
        exports = {
            output["Export"]["Name"]: output["Value"]["Ref"]
            for output in routes["Outputs"].values()
            if "Ref" in output["Value"]
        }
        for _, rule in resources(routes, "AWS::ElasticLoadBalancingV2::ListenerRule"):
            [action] = rule["Actions"]
            shares = {each["TargetGroupArn"]["Ref"]: each["Weight"] for each in action["ForwardConfig"]["TargetGroups"]}
            assert shares.keys() == {exports[name] for name in groups}
            assert sorted(shares.values()) == [0, 1]


@by_ecs
def test_the_container_behind_the_balancer_is_the_one_that_is_released(case: str) -> None:
    for service, task in zip(each(case, "AWS::ECS::Service"), each(case, "AWS::ECS::TaskDefinition"), strict=True):
        [balancer] = service["LoadBalancers"]
        behind = (balancer["ContainerName"], balancer["ContainerPort"])
        released, first = _containers(task)
        for container in (released[0], first[0]):
            assert (container["Name"], container["PortMappings"][0]["ContainerPort"]) == behind
        assert released[0]["Image"] == {"Ref": "Image"}
        assert first[0]["Image"].startswith("public.ecr.aws/")
        assert f".listen({behind[1]})" in first[0]["Command"][-1]


@by_ecs
def test_the_first_deploy_waits_for_nobody(case: str) -> None:
    for service in each(case, "AWS::ECS::Service"):
        hooks = service["DeploymentConfiguration"].get("LifecycleHooks")
        assert hooks is None or hooks["Fn::If"][::2] == ["IsReleased", {"Ref": "AWS::NoValue"}]
