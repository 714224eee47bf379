"""CodeDeploy's application and deployment group."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.release import Alarms, Release
from generator.resources.deployment_group import application, deployment_group
from tests.unit.project import properties, service

SILENT = Alarms(None, None, None, None)


def _group(test_listener: str | None = "listener/test", **release: Any) -> dict[str, Any]:
    made = service(release=Release(**release))
    return properties(deployment_group(made, "role/codedeploy", "listener/production", test_listener))


def test_the_group_is_blue_green_with_both_target_groups_of_our_service() -> None:
    group = _group()
    assert group["DeploymentStyle"] == {"DeploymentType": "BLUE_GREEN", "DeploymentOption": "WITH_TRAFFIC_CONTROL"}
    assert group["ECSServices"] == [{"ClusterName": "shop-prod", "ServiceName": "shop-prod"}]
    assert group["LoadBalancerInfo"] == {
        "TargetGroupPairInfoList": [
            {
                "TargetGroups": [{"Name": "shop-prod-blue"}, {"Name": "shop-prod-green"}],
                "ProdTrafficRoute": {"ListenerArns": ["listener/production"]},
                "TestTrafficRoute": {"ListenerArns": ["listener/test"]},
            }
        ]
    }
    assert (group["ApplicationName"], group["DeploymentGroupName"]) == ({"Ref": "Application"}, "shop-prod")
    assert (group["ServiceRoleArn"], group["DeploymentConfigName"]) == (
        "role/codedeploy",
        "CodeDeployDefault.ECSCanary10Percent15Minutes",
    )


def test_without_a_test_listener_there_is_no_test_route() -> None:
    [pair] = _group(test_listener=None)["LoadBalancerInfo"]["TargetGroupPairInfoList"]
    assert pair.keys() == {"TargetGroups", "ProdTrafficRoute"}


def test_the_old_tasks_stay_as_long_as_the_spec_says_and_traffic_shifts_at_once() -> None:
    assert _group(keep_old=42)["BlueGreenDeploymentConfiguration"] == {
        "DeploymentReadyOption": {"ActionOnTimeout": "CONTINUE_DEPLOYMENT", "WaitTimeInMinutes": 0},
        "TerminateBlueInstancesOnDeploymentSuccess": {"Action": "TERMINATE", "TerminationWaitTimeInMinutes": 42},
    }


@pytest.mark.parametrize(
    ("rollback", "alarms", "configuration"),
    [
        (
            True,
            Alarms(),
            {
                "Enabled": True,
                "Events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
            },
        ),
        (True, SILENT, {"Enabled": True, "Events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST"]}),
        (False, Alarms(), {"Enabled": False}),
        (False, SILENT, {"Enabled": False}),
    ],
)
def test_what_rolls_back(rollback: bool, alarms: Alarms, configuration: dict[str, Any]) -> None:
    assert _group(rollback=rollback, alarms=alarms)["AutoRollbackConfiguration"] == configuration


def test_all_alarms_stop_a_release_and_so_does_one_that_cannot_be_read() -> None:
    alarms = _group(alarms=Alarms(connections=None, latency=None, unhealthy=None))["AlarmConfiguration"]
    names = ["shop-prod-load-balancer-errors", "shop-prod-blue-errors", "shop-prod-green-errors"]
    assert alarms == {"Enabled": True, "IgnorePollAlarmFailure": False, "Alarms": [{"Name": name} for name in names]}


def test_alarms_stop_a_release_even_where_nothing_rolls_back() -> None:
    assert _group(rollback=False)["AlarmConfiguration"]["Enabled"] is True


def test_without_alarms_the_configuration_is_off() -> None:
    assert _group(alarms=SILENT)["AlarmConfiguration"] == {"Enabled": False}


def test_the_application_is_for_ecs() -> None:
    assert properties(application(service())) == {"ApplicationName": "shop-prod", "ComputePlatform": "ECS"}
