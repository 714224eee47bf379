"""Logical ids are a contract: CloudFormation deletes a resource whose id changes, and makes another."""

from __future__ import annotations

import re

import pytest

from generator.naming import logical
from generator.stacks.assemble import assemble
from tests.golden.case import CASES
from tests.unit.project import VARIANTS, spec

RELEASED = {
    # shared
    "Connection",
    "Repository",
    # network
    "Vpc",
    "InternetGateway",
    "InternetGatewayAttachment",
    "PublicRouteTable",
    "PublicRoute",
    "PublicSubnet1",
    "PublicSubnet2",
    "PublicSubnet3",
    "PublicSubnet1RouteTableAssociation",
    "PublicSubnet2RouteTableAssociation",
    "PublicSubnet3RouteTableAssociation",
    "NatAddress1",
    "NatAddress2",
    "NatAddress3",
    "NatGateway1",
    "NatGateway2",
    "NatGateway3",
    "PrivateRouteTable1",
    "PrivateRouteTable2",
    "PrivateRouteTable3",
    "PrivateRoute1",
    "PrivateRoute2",
    "PrivateRoute3",
    "PrivateSubnet1",
    "PrivateSubnet2",
    "PrivateSubnet3",
    "PrivateSubnet1RouteTableAssociation",
    "PrivateSubnet2RouteTableAssociation",
    "PrivateSubnet3RouteTableAssociation",
    "S3Endpoint",
    "LoadBalancerSecurityGroup",
    "ServiceSecurityGroup",
    "ServiceFromLoadBalancer",
    # iam
    "Key",
    "KeyAlias",
    "TaskRole",
    "ExecutionRole",
    "CodebuildRole",
    "CodepipelineRole",
    "CodedeployRole",
    "AdmitRole",
    # alb
    "LogBucket",
    "LogBucketPolicy",
    "LoadBalancer",
    "BlueTargetGroup",
    "GreenTargetGroup",
    "ProductionListener",
    "ProductionRule",
    "RedirectListener",
    "TestListener",
    "TestRule",
    "Record",
    # ecs
    "Cluster",
    "LogGroup",
    "BootstrapTaskDefinition",
    "Service",
    "ScalableTarget",
    "CpuScalingPolicy",
    "MemoryScalingPolicy",
    "RequestsScalingPolicy",
    "ResponseTimeScalingPolicy",
    # monitoring
    "Topic",
    "TopicPolicy",
    "SubscriptionA96E3689",  # team@example.com
    "SubscriptionFA82321C",  # pager@example.com
    "OrdersTopic",
    "OrdersTopicPolicy",
    "OrdersSubscription",
    "ResentTopic",
    "ResentTopicPolicy",
    "SignUps012008ABTopic",
    "SignUps012008ABTopicPolicy",
    "SignUps012008ABSubscription",
    "SubscriptionEB74AE9D",  # arn:aws:sns:eu-central-1:111122223333:news.fifo
    "LoadBalancerErrorsAlarm",
    "BlueConnectionsAlarm",
    "BlueErrorsAlarm",
    "BlueLatencyAlarm",
    "BlueUnhealthyAlarm",
    "GreenConnectionsAlarm",
    "GreenErrorsAlarm",
    "GreenLatencyAlarm",
    "GreenUnhealthyAlarm",
    "DeploymentFailedRule",
    "PipelineFailedRule",
    "TaskFailedRule",
    "Dashboard",
    # codedeploy
    "Application",
    "DeploymentConfig",
    "DeploymentGroup",
    # pipeline
    "ArtifactBucket",
    "ArtifactBucketPolicy",
    "BuildLogGroup",
    "BuildProject",
    "AdmissionProject",
    "Pipeline",
    "LoadBalancerToService",
    "LoadBalancerToServiceHealth",
    # the engine ecs
    "TaskDefinition",
    "EcsRole",
    "HookRole",
    "ReleaseRole",
    "TemplateRole",
    "TemplateProject",
    "ImagePushedRule",
    "ReleaseWaitsRule",
    "StartRole",
    # deployer, beside as many policies as it takes
    "GitHubOidc",
    "DevDeployer",
    "ProdDeployer",
    # containers, jobs
    "BeforeProject",
    "BeforeRole",
    "DevRepository",
    "RunsUndeliveredAlarm",
    "Schedule",
    "ScheduleGroup",
    "SchedulerRole",
    "Undelivered",
    "UndeliveredPolicy",
    "WebAclAssociation",
    # services that call each other
    "ConnectSecurityGroup",
    "Namespace",
    "ServiceFromServices",
    "ServiceHealthFromLoadBalancer",
    # workers, and tasks that never start
    "BacklogScalingPolicy",
    "DeadLetters",
    "DeadLettersArrivalsAlarm",
    "DeadLettersPolicy",
    "DeadLettersWaitingAlarm",
    "Queue",
    "QueueAgeAlarm",
    "QueuePolicy",
    "TasksFailedAlarm",
    # efs
    "FileSystem",
    "FileSystemSecurityGroup",
    "MountTarget1",
    "MountTarget2",
    # volume
    "AccessPoint",
    "FileSystemFromService",
}
"""Every logical id that was ever released. Add to it; what is in it stays in it."""


PARAMETERS_AND_CONDITIONS = {"GitHubOidcProvider", "MakesGitHubOidc", "Image", "Version", "IsReleased"}
_CASES = ("containers", "images", "jobs", "connect", "workers")
"""What the variants lack."""


def _ids() -> set[str]:
    stacks = [stack for made in VARIANTS.values() for stack in assemble(spec(made.project))]
    ids = {logical_id for stack in stacks for logical_id in stack.template.to_dict()["Resources"]}
    ids |= {each for name in _CASES for subject in CASES[name].build().subjects for each in subject.data["Resources"]}
    return {logical_id for logical_id in ids if not re.fullmatch(r"DeployerPolicy\d+", logical_id)}


def test_released_logical_ids_are_still_there_and_new_ones_are_written_down() -> None:
    assert _ids() == RELEASED


def test_logical_ids_are_alphanumeric() -> None:
    assert [logical_id for logical_id in _ids() if not re.fullmatch("[A-Za-z0-9]{1,255}", logical_id)] == []


def test_a_constant_is_used_for_one_thing_only() -> None:
    constants = [value for name, value in vars(logical).items() if name.isupper()]
    assert len(set(constants)) == len(constants)
    assert set(constants) - PARAMETERS_AND_CONDITIONS <= RELEASED


@pytest.mark.parametrize(
    ("made", "logical_id"),
    [
        (logical.public_subnet(0), "PublicSubnet1"),
        (logical.private_subnet(2), "PrivateSubnet3"),
        (logical.of_zone("NatGateway", 1), "NatGateway2"),
        (logical.mount_target(1), "MountTarget2"),
        (logical.of_subnet("PublicSubnet1"), "PublicSubnet1RouteTableAssociation"),
        (logical.role("codebuild"), "CodebuildRole"),
        (logical.target_group("green"), "GreenTargetGroup"),
        (logical.alarm("load-balancer", "errors"), "LoadBalancerErrorsAlarm"),
        (logical.alarm("blue", "latency"), "BlueLatencyAlarm"),
        (logical.deployer("prod"), "ProdDeployer"),
        (logical.deployer_condition("prod"), "ProdDeployerIsHere"),
        (logical.deployer_policy(2), "DeployerPolicy2"),
    ],
)
def test_made_logical_ids(made: str, logical_id: str) -> None:
    assert made == logical_id


def test_environments_whose_names_differ_by_a_hyphen_have_different_deployers() -> None:
    assert len({logical.deployer(name) for name in ("a1", "a-1", "a-b-c", "a-bc", "ab-c")}) == 5
    assert logical.deployer("a-1").isalnum()


def test_a_subscription_is_named_after_its_address_and_not_its_place() -> None:
    assert logical.subscription("team@example.com") == "SubscriptionA96E3689"
    assert logical.subscription("pager@example.com") != logical.subscription("team@example.com")
