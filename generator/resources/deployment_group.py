"""CodeDeploy's application and deployment group: which service, which target groups, what stops a release."""

from __future__ import annotations

from typing import Any

from troposphere import Ref
from troposphere.codedeploy import (
    Alarm,
    AlarmConfiguration,
    Application,
    AutoRollbackConfiguration,
    BlueGreenDeploymentConfiguration,
    BlueInstanceTerminationOption,
    DeploymentGroup,
    DeploymentReadyOption,
    DeploymentStyle,
    ECSService,
    LoadBalancerInfo,
    TargetGroupInfo,
    TargetGroupPairInfo,
    TrafficRoute,
)

from generator.model.project import Project
from generator.naming import PRODUCTION_COLOURS, logical
from generator.resources.alarm import alarm_names
from generator.resources.deployment_config import deployment_config_name

_ROLLBACK_ON_FAILURE = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST"]
_ROLLBACK_ON_ALARM = "DEPLOYMENT_STOP_ON_ALARM"


def application(project: Project) -> Application:
    """The application of one environment."""
    return Application(logical.APPLICATION, ApplicationName=project.names.application, ComputePlatform="ECS")


def deployment_group(
    project: Project, role: Any, production_listener: Any, test_listener: Any | None
) -> DeploymentGroup:
    """Blue/green with traffic control.

    There is no GreenFleetProvisioningOption: it is for EC2 instances, and CodeDeploy refuses it here.
    https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-ecs.html
    """
    names = project.names
    routes = {"ProdTrafficRoute": TrafficRoute(ListenerArns=[production_listener])}
    if test_listener is not None:
        routes["TestTrafficRoute"] = TrafficRoute(ListenerArns=[test_listener])
    groups = [TargetGroupInfo(Name=names.target_group(colour)) for colour in PRODUCTION_COLOURS]
    return DeploymentGroup(
        logical.DEPLOYMENT_GROUP,
        ApplicationName=Ref(logical.APPLICATION),
        DeploymentGroupName=names.deployment_group,
        ServiceRoleArn=role,
        DeploymentConfigName=deployment_config_name(project.release),
        DeploymentStyle=DeploymentStyle(DeploymentType="BLUE_GREEN", DeploymentOption="WITH_TRAFFIC_CONTROL"),
        ECSServices=[ECSService(ClusterName=names.cluster, ServiceName=names.service)],
        LoadBalancerInfo=LoadBalancerInfo(TargetGroupPairInfoList=[TargetGroupPairInfo(TargetGroups=groups, **routes)]),
        BlueGreenDeploymentConfiguration=BlueGreenDeploymentConfiguration(
            DeploymentReadyOption=DeploymentReadyOption(ActionOnTimeout="CONTINUE_DEPLOYMENT", WaitTimeInMinutes=0),
            TerminateBlueInstancesOnDeploymentSuccess=BlueInstanceTerminationOption(
                Action="TERMINATE", TerminationWaitTimeInMinutes=project.release.keep_old
            ),
        ),
        AlarmConfiguration=_alarms(project),
        AutoRollbackConfiguration=_rollback(project),
    )


def _alarms(project: Project) -> AlarmConfiguration:
    """An alarm that goes off stops a release; one that cannot be read does too."""
    names = alarm_names(project)
    if not names:
        return AlarmConfiguration(Enabled=False)
    return AlarmConfiguration(Enabled=True, IgnorePollAlarmFailure=False, Alarms=[Alarm(Name=name) for name in names])


def _rollback(project: Project) -> AutoRollbackConfiguration:
    """A release that stopped leads back to the version before. An alarm event needs an alarm."""
    if not project.release.rollback:
        return AutoRollbackConfiguration(Enabled=False)
    events = [*_ROLLBACK_ON_FAILURE, *([_ROLLBACK_ON_ALARM] if alarm_names(project) else [])]
    return AutoRollbackConfiguration(Enabled=True, Events=sorted(events))
