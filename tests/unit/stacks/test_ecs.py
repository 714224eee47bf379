"""The stack ``ecs``."""

from __future__ import annotations

from generator.model.container import Count
from generator.model.release import Release
from generator.stacks.ecs import ECS
from generator.stacks.service import SERVICE
from tests.unit.project import container, service
from tests.unit.stacks.built import built, imported

ALWAYS = ["LogGroup", "BootstrapTaskDefinition", "Service", "ScalableTarget"]


def test_the_service_has_all_that_it_needs_before_it() -> None:
    assert built(ECS, service()).ids == ALWAYS
    scaled = service(container=container(count=Count(2, 9, cpu=60, requests=500)))
    assert built(ECS, scaled).ids == [*ALWAYS, "CpuScalingPolicy", "RequestsScalingPolicy"]


def test_new_tags_reach_everything_but_the_service_which_nobody_can_update() -> None:
    before, after = built(ECS, service()), built(ECS, service(tags={"team": "checkout"}))
    assert after["Service"] == before["Service"]
    assert after["ScalableTarget"] != before["ScalableTarget"]


def test_the_other_stacks_values_are_used_where_they_belong() -> None:
    made = built(ECS, service())
    assert made["LogGroup"]["KmsKeyId"] == imported("base", "KeyArn")
    assert made["BootstrapTaskDefinition"]["ExecutionRoleArn"] == imported("iam", "ExecutionRoleArn")
    assert made["BootstrapTaskDefinition"]["TaskRoleArn"] == imported("iam", "TaskRoleArn")
    assert made["Service"]["LoadBalancers"][0]["TargetGroupArn"] == imported("routes", "BlueTargetGroupArn")
    network = made["Service"]["NetworkConfiguration"]["AwsvpcConfiguration"]
    assert network["Subnets"] == {"Fn::Split": [",", imported("network", "TaskSubnetIds")]}
    assert network["SecurityGroups"] == [imported("routes", "SecurityGroupId")]
    assert made["Service"]["Cluster"] == imported("base", "ClusterName")
    assert made["Service"]["DeploymentController"] == {"Type": "CODE_DEPLOY"}


def test_security_groups_of_others_are_not_in_a_service_that_no_update_could_take_them_from() -> None:
    groups = container(security_groups=("sg-0abc1234",))
    assert built(ECS, service(container=groups))["Service"] == built(ECS, service())["Service"]
    by_ecs = built(SERVICE, service(container=groups, release=Release(engine="ecs")))["Service"]
    network = by_ecs["NetworkConfiguration"]["AwsvpcConfiguration"]
    assert network["SecurityGroups"] == [imported("routes", "SecurityGroupId"), "sg-0abc1234"]


def test_requests_are_counted_at_the_load_balancer() -> None:
    made = built(ECS, service(container=container(count=Count(2, 9, requests=500))))
    tracking = made["RequestsScalingPolicy"]["TargetTrackingScalingPolicyConfiguration"]
    metrics = tracking["CustomizedMetricSpecification"]["Metrics"]
    for metric, colour in zip(metrics, ("Blue", "Green"), strict=False):
        assert metric["MetricStat"]["Metric"]["Dimensions"] == [
            {"Name": "LoadBalancer", "Value": imported("alb", "LoadBalancerFullName")},
            {"Name": "TargetGroup", "Value": imported("routes", f"{colour}TargetGroupFullName")},
        ]
    assert tracking["TargetValue"] == 500


def test_outputs() -> None:
    assert built(ECS, service()).outputs == {
        "ServiceName": {"Fn::GetAtt": ["Service", "Name"]},
    }
