"""Cluster, task definition and service through ministack's ECS, whose CloudFormation loses half of their properties."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from tests.emulator.inside.api import absent, call, request
from tests.emulator.inside.kind import Kind, Made, Properties, tags, without
from tests.emulator.inside.tag import Spelling, retag

_TAGS = Spelling(arn="resourceArn", tags="tags", keys="tagKeys", key="key", value="value")
# What ECS says to any update of such a service that CloudFormation sends: https://github.com/aws/aws-cdk/issues/23564
_WRITE_ONCE = (
    "Unable to update task definition on services with a CODE_DEPLOY deployment controller. "
    "Use AWS CodeDeploy to trigger a new deployment."
)


def _tagged(properties: Properties) -> dict[str, Any]:
    listed = [{"key": tag["Key"], "value": tag["Value"]} for tag in tags(properties)]
    return {"tags": listed} if listed else {}


def _make_cluster(properties: Properties, name: str) -> Made:
    named = {"ClusterName": name, **without(properties, "Tags")}
    taken = request("ecs", "CreateCluster", named, {"ClusterSettings": "settings"})
    found = call("ecs", "DescribeClusters", {"clusters": [taken["clusterName"]]})["clusters"]
    if any(cluster["status"] == "ACTIVE" for cluster in found):
        # CreateCluster itself would answer with the one that is there.
        raise ValueError(
            f"Resource of type 'AWS::ECS::Cluster' with identifier '{taken['clusterName']}' already exists."
        )
    made = call("ecs", "CreateCluster", {**taken, **_tagged(properties)})["cluster"]
    return _cluster(made["clusterName"], made["clusterArn"])


def _cluster(name: str, arn: str) -> Made:
    return Made(name, {"Arn": arn})


def _change_cluster(name: str, old: Properties, new: Properties) -> Made:
    properties = without(new, "Tags", "ClusterName")
    taken = request("ecs", "CreateCluster", properties, {"ClusterSettings": "settings"})
    settings: dict[str, Any] = {key: taken[key] for key in ("settings", "configuration") if key in taken}
    arn: str = call("ecs", "UpdateCluster", {"cluster": name, **settings})["cluster"]["clusterArn"]
    providers = {key: taken.get(key, []) for key in ("capacityProviders", "defaultCapacityProviderStrategy")}
    call("ecs", "PutClusterCapacityProviders", {"cluster": name, **providers})
    retag("ecs", _TAGS, arn, old, new)
    return _cluster(name, arn)


def _remove_cluster(name: str, properties: Properties) -> None:
    _gone("DeleteCluster", {"cluster": name}, "ClusterNotFoundException")


def _make_definition(properties: Properties, name: str) -> Made:
    named = {"Family": name, **without(properties, "Tags")}
    taken = request("ecs", "RegisterTaskDefinition", named)
    made = call("ecs", "RegisterTaskDefinition", {**taken, **_tagged(properties)})["taskDefinition"]
    return _definition(made["taskDefinitionArn"])


def _definition(arn: str) -> Made:
    return Made(arn, {"TaskDefinitionArn": arn})


def _change_definition(arn: str, old: Properties, new: Properties) -> Made:
    retag("ecs", _TAGS, arn, old, new)
    return _definition(arn)


def _remove_definition(arn: str, properties: Properties) -> None:
    _gone("DeregisterTaskDefinition", {"taskDefinition": arn}, "ClientException")


def _make_service(properties: Properties, name: str) -> Made:
    named = {"ServiceName": name, **without(properties, "Tags")}
    taken = request("ecs", "CreateService", named)
    made = call("ecs", "CreateService", {**taken, **_tagged(properties)})["service"]
    return _service(made)


def _service(made: dict[str, Any]) -> Made:
    return Made(made["serviceArn"], {"Name": made["serviceName"], "ServiceArn": made["serviceArn"]})


def _change_service(arn: str, old: Properties, new: Properties) -> Made:
    if old.get("DeploymentController", {}).get("Type") == "CODE_DEPLOY":
        raise ValueError(_WRITE_ONCE)
    taken = request("ecs", "UpdateService", without(new, "Tags", "ServiceName", "SchedulingStrategy"))
    made = call("ecs", "UpdateService", {**taken, "service": arn})["service"]
    retag("ecs", _TAGS, arn, old, new)
    return _service(made)


def _remove_service(arn: str, properties: Properties) -> None:
    identity = {"cluster": properties.get("Cluster", "default"), "service": arn, "force": True}
    _gone("DeleteService", identity, "ServiceNotFoundException", "ClusterNotFoundException")


def _gone(operation: str, arguments: dict[str, Any], *codes: str) -> None:
    try:
        call("ecs", operation, arguments)
    except ClientError as refusal:
        if not absent(refusal, *codes):
            raise


KINDS = {
    "AWS::ECS::Cluster": Kind(_make_cluster, _change_cluster, _remove_cluster),
    "AWS::ECS::TaskDefinition": Kind(_make_definition, _change_definition, _remove_definition),
    "AWS::ECS::Service": Kind(_make_service, _change_service, _remove_service),
}
