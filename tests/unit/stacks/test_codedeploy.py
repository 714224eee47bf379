"""The stack ``codedeploy``."""

from __future__ import annotations

from generator.model.load_balancer import LoadBalancer
from generator.model.release import Release
from generator.stacks.codedeploy import CODEDEPLOY
from tests.unit.project import service
from tests.unit.stacks.built import built, imported


def test_a_configuration_is_there_where_aws_has_none() -> None:
    assert built(CODEDEPLOY, service()).ids == ["Application", "DeploymentGroup"]
    made = service(release=Release(percent=30))
    assert built(CODEDEPLOY, made).ids == ["Application", "DeploymentConfig", "DeploymentGroup"]


def test_production_and_test_traffic_are_not_mixed_up() -> None:
    made = built(CODEDEPLOY, service())["DeploymentGroup"]
    [pair] = made["LoadBalancerInfo"]["TargetGroupPairInfoList"]
    assert pair["ProdTrafficRoute"] == {"ListenerArns": [imported("alb", "ProductionListenerArn")]}
    assert pair["TestTrafficRoute"] == {"ListenerArns": [imported("alb", "TestListenerArn")]}
    assert made["ServiceRoleArn"] == imported("iam", "CodedeployRoleArn")


def test_without_a_test_port_there_is_no_test_traffic() -> None:
    made = built(CODEDEPLOY, service(load_balancer=LoadBalancer(test_port=None)))["DeploymentGroup"]
    [pair] = made["LoadBalancerInfo"]["TargetGroupPairInfoList"]
    assert "TestTrafficRoute" not in pair


def test_outputs() -> None:
    assert built(CODEDEPLOY, service()).outputs == {
        "ApplicationName": {"Ref": "Application"},
        "DeploymentGroupName": {"Ref": "DeploymentGroup"},
    }
