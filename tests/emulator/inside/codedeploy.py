"""CodeDeploy for ECS: what CloudFormation makes of it, and how it is read. It runs no deployment.

https://docs.aws.amazon.com/codedeploy/latest/APIReference/Welcome.html
"""

from __future__ import annotations

import time
from typing import Any

from botocore.exceptions import ClientError
from ministack.core.responses import get_account_id, get_region, new_uuid

from tests.emulator.inside.api import absent, call, request
from tests.emulator.inside.kind import Kind, Made, Properties, without
from tests.emulator.inside.service import RefusedError, Service, Store, add, found
from tests.emulator.inside.tag import Spelling, TagStore, retag

_TAGS = Spelling(arn="ResourceArn", tags="Tags", keys="TagKeys")
_TAG_STORE = TagStore(_TAGS)
# https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
_PREDEFINED = frozenset(
    f"CodeDeployDefault.ECS{name}"
    for name in (
        "AllAtOnce", "Canary10Percent5Minutes", "Canary10Percent15Minutes", "Linear10PercentEvery1Minutes",
        "Linear10PercentEvery3Minutes",
    )
)  # fmt: skip


def _create_application(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    name = given["applicationName"]
    thing = {"applicationId": new_uuid(), "applicationName": name, "createTime": time.time()}
    thing["computePlatform"] = given.get("computePlatform", "Server")
    add(store, "Application", name, thing, "ApplicationAlreadyExistsException")
    _TAG_STORE.keep(store, _arn("application", name), given.get("tags", []))
    return {"applicationId": thing["applicationId"]}


def _get_application(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    return {"application": _application(store, given)}


def _delete_application(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    name = given["applicationName"]
    store.get("Application", {}).pop(name, None)
    for key in [key for key in store.get("DeploymentGroup", {}) if key.startswith(f"{name}/")]:
        del store["DeploymentGroup"][key]
    _TAG_STORE.drop(store, _arn("application", name))
    return {}


def _list_applications(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    return {"applications": sorted(store.get("Application", {}))}


def _create_config(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    name = given["deploymentConfigName"]
    if name.startswith("CodeDeployDefault."):
        raise RefusedError("InvalidDeploymentConfigNameException", "CodeDeployDefault. is reserved")
    thing = {"deploymentConfigId": new_uuid(), "createTime": time.time(), **given}
    add(store, "DeploymentConfig", name, thing, "DeploymentConfigAlreadyExistsException")
    return {"deploymentConfigId": thing["deploymentConfigId"]}


def _get_config(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    name = given["deploymentConfigName"]
    if name in _PREDEFINED:
        return {"deploymentConfigInfo": {"deploymentConfigName": name, "computePlatform": "ECS"}}
    return {"deploymentConfigInfo": found(store, "DeploymentConfig", name, "DeploymentConfigDoesNotExistException")}


def _delete_config(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    name = given["deploymentConfigName"]
    if any(group["deploymentConfigName"] == name for group in store.get("DeploymentGroup", {}).values()):
        raise RefusedError("DeploymentConfigInUseException", f"{name} is in use")
    store.get("DeploymentConfig", {}).pop(name, None)
    return {}


def _create_group(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    platform = _application(store, given)["computePlatform"]
    name = given["deploymentGroupName"]
    thing = {key: value for key, value in given.items() if key != "tags"}
    thing |= {"deploymentGroupId": new_uuid(), "computePlatform": platform}
    _check_group(store, thing)
    add(store, "DeploymentGroup", _key(thing), thing, "DeploymentGroupAlreadyExistsException")
    _TAG_STORE.keep(store, _group_arn(given["applicationName"], name), given.get("tags", []))
    return {"deploymentGroupId": thing["deploymentGroupId"]}


def _update_group(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    name = given["currentDeploymentGroupName"]
    thing = _group(store, {**given, "deploymentGroupName": name})
    changed = thing | {
        key: value
        for key, value in given.items()
        if key not in ("currentDeploymentGroupName", "newDeploymentGroupName")
    }
    _check_group(store, changed)
    store["DeploymentGroup"][_key(thing)] = changed
    return {}


def _check_group(store: Store, group: dict[str, Any]) -> None:
    """What CodeDeploy refuses of a group for ECS: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeploymentGroup.html."""
    _get_config(store, group)
    if group["computePlatform"] != "ECS":
        return
    style = group.get("deploymentStyle", {})
    if style != {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"}:
        raise RefusedError("InvalidDeploymentStyleException", "ECS needs BLUE_GREEN and WITH_TRAFFIC_CONTROL")
    if not group.get("ecsServices"):
        raise RefusedError("InvalidECSServiceException", "an ECS deployment group needs an ECS service")
    pairs = group.get("loadBalancerInfo", {}).get("targetGroupPairInfoList", [])
    if not pairs or any(len(pair.get("targetGroups", [])) != 2 or not pair.get("prodTrafficRoute") for pair in pairs):
        raise RefusedError("InvalidTargetGroupPairException", "two target groups and a production route are needed")
    for other in store.get("DeploymentGroup", {}).values():
        if _key(other) != _key(group) and other.get("ecsServices") == group["ecsServices"]:
            raise RefusedError("ECSServiceMappingLimitExceededException", "the service is in another deployment group")


def _get_group(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    return {"deploymentGroupInfo": _group(store, given)}


def _delete_group(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    store.get("DeploymentGroup", {}).pop(_key(given), None)
    _TAG_STORE.drop(store, _group_arn(given["applicationName"], given["deploymentGroupName"]))
    return {}


def _list_groups(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    name = _application(store, given)["applicationName"]
    groups = [group for group in store.get("DeploymentGroup", {}).values() if group["applicationName"] == name]
    return {"applicationName": name, "deploymentGroups": [group["deploymentGroupName"] for group in groups]}


def _list_deployments(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    return {"deployments": []}


def _application(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    return found(store, "Application", given["applicationName"], "ApplicationDoesNotExistException")


def _group(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    _application(store, given)
    return found(store, "DeploymentGroup", _key(given), "DeploymentGroupDoesNotExistException")


def _key(group: dict[str, Any]) -> str:
    return f"{group['applicationName']}/{group['deploymentGroupName']}"


def _arn(kind: str, name: str) -> str:
    return f"arn:aws:codedeploy:{get_region()}:{get_account_id()}:{kind}:{name}"


def _group_arn(application: str, name: str) -> str:
    return _arn("deploymentgroup", f"{application}/{name}")


SERVICE = Service(
    "codedeploy",
    {
        "CreateApplication": _create_application,
        "GetApplication": _get_application,
        "DeleteApplication": _delete_application,
        "ListApplications": _list_applications,
        "CreateDeploymentConfig": _create_config,
        "GetDeploymentConfig": _get_config,
        "DeleteDeploymentConfig": _delete_config,
        "CreateDeploymentGroup": _create_group,
        "GetDeploymentGroup": _get_group,
        "UpdateDeploymentGroup": _update_group,
        "DeleteDeploymentGroup": _delete_group,
        "ListDeploymentGroups": _list_groups,
        "ListDeployments": _list_deployments,
        "TagResource": _TAG_STORE.tag,
        "UntagResource": _TAG_STORE.untag,
        "ListTagsForResource": _TAG_STORE.list,
    },
)


def _make_application(properties: Properties, name: str) -> Made:
    taken = request("codedeploy", "CreateApplication", {"ApplicationName": name, **properties})
    call("codedeploy", "CreateApplication", taken)
    return Made(taken["applicationName"])


def _change_application(name: str, old: Properties, new: Properties) -> Made:
    retag("codedeploy", _TAGS, _arn("application", name), old, new)
    return Made(name)


def _remove_application(name: str, properties: Properties) -> None:
    call("codedeploy", "DeleteApplication", {"applicationName": name})


def _make_config(properties: Properties, name: str) -> Made:
    taken = request("codedeploy", "CreateDeploymentConfig", {"DeploymentConfigName": name, **properties})
    call("codedeploy", "CreateDeploymentConfig", taken)
    return Made(taken["deploymentConfigName"])


def _change_config(name: str, old: Properties, new: Properties) -> Made:
    raise AssertionError("every property of a deployment config needs a replacement")


def _remove_config(name: str, properties: Properties) -> None:
    call("codedeploy", "DeleteDeploymentConfig", {"deploymentConfigName": name})


def _make_group(properties: Properties, name: str) -> Made:
    taken = request("codedeploy", "CreateDeploymentGroup", {"DeploymentGroupName": name, **properties})
    call("codedeploy", "CreateDeploymentGroup", taken)
    return Made(taken["deploymentGroupName"])


def _change_group(name: str, old: Properties, new: Properties) -> Made:
    taken = request("codedeploy", "UpdateDeploymentGroup", without(new, "Tags", "DeploymentGroupName"))
    call("codedeploy", "UpdateDeploymentGroup", {"currentDeploymentGroupName": name, **taken})
    retag("codedeploy", _TAGS, _group_arn(new["ApplicationName"], name), old, new)
    return Made(name)


def _remove_group(name: str, properties: Properties) -> None:
    group = {"applicationName": properties["ApplicationName"], "deploymentGroupName": name}
    try:
        call("codedeploy", "DeleteDeploymentGroup", group)
    except ClientError as refusal:
        if not absent(refusal, "ApplicationDoesNotExistException"):
            raise


KINDS = {
    "AWS::CodeDeploy::Application": Kind(_make_application, _change_application, _remove_application),
    "AWS::CodeDeploy::DeploymentConfig": Kind(_make_config, _change_config, _remove_config),
    "AWS::CodeDeploy::DeploymentGroup": Kind(_make_group, _change_group, _remove_group),
}
