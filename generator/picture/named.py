"""A resource -> the resources that it means by their names, where no function of CloudFormation refers to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.system import Resource, System
from generator.gate.value import text

_ALARM = "AWS::CloudWatch::Alarm"
_APPLICATION = "AWS::CodeDeploy::Application"
_BUCKET = "AWS::S3::Bucket"
_CLUSTER = "AWS::ECS::Cluster"
_GROUP = "AWS::CodeDeploy::DeploymentGroup"
_LOG_GROUP = "AWS::Logs::LogGroup"
_PROJECT = "AWS::CodeBuild::Project"
_SERVICE = "AWS::ECS::Service"
_TARGET_GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"

_EACH = "*"
_PLACES: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    _GROUP: (
        (("ApplicationName",), _APPLICATION),
        (("DeploymentConfigName",), "AWS::CodeDeploy::DeploymentConfig"),
        (("AlarmConfiguration", "Alarms", _EACH, "Name"), _ALARM),
        (("ECSServices", _EACH, "ClusterName"), _CLUSTER),
        (("ECSServices", _EACH, "ServiceName"), _SERVICE),
        (("LoadBalancerInfo", "TargetGroupPairInfoList", _EACH, "TargetGroups", _EACH, "Name"), _TARGET_GROUP),
    ),
    "AWS::CodePipeline::Pipeline": (
        (("ArtifactStore", "Location"), _BUCKET),
        (("Stages", _EACH, "Actions", _EACH, "Configuration", "ApplicationName"), _APPLICATION),
        (("Stages", _EACH, "Actions", _EACH, "Configuration", "DeploymentGroupName"), _GROUP),
        (("Stages", _EACH, "Actions", _EACH, "Configuration", "ProjectName"), _PROJECT),
        (("Stages", _EACH, "Actions", _EACH, "Configuration", "RepositoryName"), "AWS::ECR::Repository"),
    ),
    _PROJECT: ((("LogsConfig", "CloudWatchLogs", "GroupName"), _LOG_GROUP),),
    _SERVICE: ((("Cluster",), _CLUSTER),),
    "AWS::ECS::TaskDefinition": (
        (("ContainerDefinitions", _EACH, "LogConfiguration", "Options", "awslogs-group"), _LOG_GROUP),
    ),
}
"""Where a property of a type names a resource of another type, in CloudFormation's words for both.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
"""
_SCALED = "AWS::ApplicationAutoScaling::ScalableTarget"


def named(system: System, resource: Resource) -> Iterator[Resource]:
    """Each of them, as often as it is named."""
    for path, wanted in _PLACES.get(resource.type, ()):
        for value in _values(resource.properties, path):
            if found := system.find(wanted, value):
                yield found
    if resource.type == _SCALED:
        # service/CLUSTER/SERVICE: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
        _, _, service = text(resource.properties, "ResourceId").rpartition("/")
        if found := system.find(_SERVICE, service):
            yield found


def _values(value: Any, path: tuple[str, ...]) -> Iterator[Any]:
    if not path:
        yield value
    elif path[0] == _EACH:
        for item in value if isinstance(value, list) else ():
            yield from _values(item, path[1:])
    elif isinstance(value, Mapping) and path[0] in value:
        yield from _values(value[path[0]], path[1:])
