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

from generator.model.service import Service
from generator.naming import PRODUCTION_COLOURS, logical
from generator.resources.alarm import alarm_names
from generator.resources.deployment_config import deployment_config_name

_ROLLBACK_ON_FAILURE = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST"]
_ROLLBACK_ON_ALARM = "DEPLOYMENT_STOP_ON_ALARM"


def application(service: Service) -> Application:
    """The application of one environment."""
    return Application(logical.APPLICATION, ApplicationName=service.names.application, ComputePlatform="ECS")


def deployment_group(
    service: Service, role: Any, production_listener: Any, test_listener: Any | None
) -> DeploymentGroup:
    """Blue/green with traffic control.

    There is no GreenFleetProvisioningOption: it is for EC2 instances, and CodeDeploy refuses it here.
    https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-ecs.html
    """
    names = service.names
    routes = {"ProdTrafficRoute": TrafficRoute(ListenerArns=[production_listener])}
    if test_listener is not None:
        routes["TestTrafficRoute"] = TrafficRoute(ListenerArns=[test_listener])
    groups = [TargetGroupInfo(Name=names.target_group(colour)) for colour in PRODUCTION_COLOURS]
    return DeploymentGroup(
        logical.DEPLOYMENT_GROUP,
        ApplicationName=Ref(logical.APPLICATION),
        DeploymentGroupName=names.deployment_group,
        ServiceRoleArn=role,
        DeploymentConfigName=deployment_config_name(service.release),
        DeploymentStyle=DeploymentStyle(DeploymentType="BLUE_GREEN", DeploymentOption="WITH_TRAFFIC_CONTROL"),
        ECSServices=[ECSService(ClusterName=names.environment.cluster, ServiceName=names.ecs_service)],
        LoadBalancerInfo=LoadBalancerInfo(TargetGroupPairInfoList=[TargetGroupPairInfo(TargetGroups=groups, **routes)]),
        BlueGreenDeploymentConfiguration=BlueGreenDeploymentConfiguration(
            DeploymentReadyOption=DeploymentReadyOption(ActionOnTimeout="CONTINUE_DEPLOYMENT", WaitTimeInMinutes=0),
            TerminateBlueInstancesOnDeploymentSuccess=BlueInstanceTerminationOption(
                Action="TERMINATE", TerminationWaitTimeInMinutes=service.release.keep_old
            ),
        ),
        AlarmConfiguration=_alarms(service),
        AutoRollbackConfiguration=_rollback(service),
    )


def _alarms(service: Service) -> AlarmConfiguration:
    """An alarm that goes off stops a release; one that cannot be read does too."""
    names = alarm_names(service)
    if not names:
        return AlarmConfiguration(Enabled=False)
    return AlarmConfiguration(Enabled=True, IgnorePollAlarmFailure=False, Alarms=[Alarm(Name=name) for name in names])


def _rollback(service: Service) -> AutoRollbackConfiguration:
    """A release that stopped leads back to the version before. An alarm event needs an alarm."""
    if not service.release.rollback:
        return AutoRollbackConfiguration(Enabled=False)
    events = [*_ROLLBACK_ON_FAILURE, *([_ROLLBACK_ON_ALARM] if alarm_names(service) else [])]
    return AutoRollbackConfiguration(Enabled=True, Events=sorted(events))
