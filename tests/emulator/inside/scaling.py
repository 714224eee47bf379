"""Application Auto Scaling: targets and their policies are kept and read; nothing scales.

https://docs.aws.amazon.com/autoscaling/application/APIReference/Welcome.html
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError
from ministack.core.responses import get_account_id, get_region, new_uuid

from tests.emulator.inside.api import absent, call, request
from tests.emulator.inside.kind import Kind, Made, Properties, tags, without
from tests.emulator.inside.service import RefusedError, Service, Store, found

_NAME = "application-autoscaling"
_GONE = "ObjectNotFoundException"
_IDENTITY = ("ServiceNamespace", "ResourceId", "ScalableDimension")
_ROLES = "aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService"


def _register(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    old = store.setdefault("ScalableTarget", {}).get(_key(given))
    if old is None:
        missing = {"MinCapacity", "MaxCapacity"} - set(given)
        if missing:
            raise RefusedError("ValidationException", f"{missing} must be given for a new target")
        old = {"ScalableTargetARN": _arn("scalable-target", new_uuid()), "CreationTime": time.time(), "Tags": {}}
        old["RoleARN"] = f"arn:aws:iam::{get_account_id()}:role/{_ROLES}"
    thing = old | given | {"Tags": old["Tags"] | given.get("Tags", {})}
    if thing["MinCapacity"] > thing["MaxCapacity"]:
        raise RefusedError("ValidationException", "Maximum capacity cannot be less than minimum capacity")
    store["ScalableTarget"][_key(given)] = thing
    return {"ScalableTargetARN": thing["ScalableTargetARN"]}


def _deregister(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    found(store, "ScalableTarget", _key(given), _GONE)
    del store["ScalableTarget"][_key(given)]
    for name in [name for name in store.get("ScalingPolicy", {}) if name.startswith(f"{_key(given)}|")]:
        del store["ScalingPolicy"][name]
    return {}


def _describe_targets(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    wanted = given.get("ResourceIds")
    targets = [
        {key: value for key, value in target.items() if key != "Tags"}
        for target in store.get("ScalableTarget", {}).values()
        if target["ServiceNamespace"] == given["ServiceNamespace"] and (not wanted or target["ResourceId"] in wanted)
    ]
    return {"ScalableTargets": targets}


def _put_policy(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    found(store, "ScalableTarget", _key(given), _GONE)
    name = f"{_key(given)}|{given['PolicyName']}"
    new = {"PolicyARN": _arn("scalingPolicy", f"{new_uuid()}:{given['PolicyName']}"), "CreationTime": time.time()}
    thing = {"PolicyType": "StepScaling", **new, **store.setdefault("ScalingPolicy", {}).get(name, {}), **given}
    store["ScalingPolicy"][name] = thing
    return {"PolicyARN": thing["PolicyARN"], "Alarms": []}


def _describe_policies(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    names, resource = given.get("PolicyNames"), given.get("ResourceId")
    policies = [
        policy
        for policy in store.get("ScalingPolicy", {}).values()
        if (not names or policy["PolicyName"] in names) and resource in (None, policy["ResourceId"])
    ]
    return {"ScalingPolicies": policies}


def _delete_policy(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    name = f"{_key(given)}|{given['PolicyName']}"
    found(store, "ScalingPolicy", name, _GONE)
    del store["ScalingPolicy"][name]
    return {}


def _tags_of(change: Callable[[dict[str, str], dict[str, Any]], None]) -> Callable[..., dict[str, Any]]:
    """An operation on the tags of the target that an ARN names."""

    def operation(store: Store, given: dict[str, Any]) -> dict[str, Any]:
        for target in store.get("ScalableTarget", {}).values():
            if target["ScalableTargetARN"] == given["ResourceARN"]:
                change(target["Tags"], given)
                return {}
        raise RefusedError("ResourceNotFoundException", f"no target {given['ResourceARN']}")

    return operation


def _list_tags(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, str] = {}
    _tags_of(lambda target, _: kept.update(target))(store, given)
    return {"Tags": kept}


def _untag(kept: dict[str, str], given: dict[str, Any]) -> None:
    for key in given["TagKeys"]:
        kept.pop(key, None)


def _key(given: dict[str, Any]) -> str:
    return "|".join(given[name] for name in ("ResourceId", "ScalableDimension", "ServiceNamespace"))


def _arn(kind: str, name: str) -> str:
    return f"arn:aws:application-autoscaling:{get_region()}:{get_account_id()}:{kind}/{name}"


SERVICE = Service(
    _NAME,
    {
        "RegisterScalableTarget": _register,
        "DeregisterScalableTarget": _deregister,
        "DescribeScalableTargets": _describe_targets,
        "PutScalingPolicy": _put_policy,
        "DescribeScalingPolicies": _describe_policies,
        "DeleteScalingPolicy": _delete_policy,
        "TagResource": _tags_of(lambda kept, given: kept.update(given["Tags"])),
        "UntagResource": _tags_of(_untag),
        "ListTagsForResource": _list_tags,
    },
)


def _register_target(properties: Properties) -> str:
    taken = request(_NAME, "RegisterScalableTarget", without(properties, "Tags", "ScheduledActions"))
    listed = {tag["Key"]: tag["Value"] for tag in tags(properties)}
    answer = call(_NAME, "RegisterScalableTarget", {**taken, "Tags": listed})
    return str(answer["ScalableTargetARN"])


def _make_target(properties: Properties, name: str) -> Made:
    wanted = {"ServiceNamespace": properties["ServiceNamespace"], "ResourceIds": [properties["ResourceId"]]}
    if call(_NAME, "DescribeScalableTargets", wanted)["ScalableTargets"]:
        # Registering again is an update; CloudFormation looks first.
        raise ValueError(f"Resource of type 'AWS::ApplicationAutoScaling::ScalableTarget' already exists: {wanted}")
    return _target(properties, _register_target(properties))


def _change_target(identity: str, old: Properties, new: Properties) -> Made:
    arn = _register_target(new)
    if gone := sorted({tag["Key"] for tag in tags(old)} - {tag["Key"] for tag in tags(new)}):
        call(_NAME, "UntagResource", {"ResourceARN": arn, "TagKeys": gone})
    return _target(new, arn)


def _target(properties: Properties, arn: str) -> Made:
    identity = _key(dict(properties))
    return Made(identity, {"Id": identity, "ScalableTargetARN": arn})


def _remove_target(identity: str, properties: Properties) -> None:
    _gone("DeregisterScalableTarget", {name: properties[name] for name in _IDENTITY})


def _put(properties: Properties) -> Made:
    named = {**_identity(properties), **without(properties, "ScalingTargetId")}
    taken = request(_NAME, "PutScalingPolicy", named)
    arn = call(_NAME, "PutScalingPolicy", taken)["PolicyARN"]
    return Made(arn, {"Arn": arn})


def _identity(properties: Properties) -> dict[str, str]:
    """A policy names its target by what ``Ref`` gave, or by its three parts."""
    if "ScalingTargetId" not in properties:
        return {}
    resource, dimension, namespace = properties["ScalingTargetId"].split("|")
    return {"ResourceId": resource, "ScalableDimension": dimension, "ServiceNamespace": namespace}


def _make_policy(properties: Properties, name: str) -> Made:
    return _put(properties)


def _change_policy(arn: str, old: Properties, new: Properties) -> Made:
    return _put(new)


def _remove_policy(arn: str, properties: Properties) -> None:
    named = {**_identity(properties), **properties}
    _gone("DeleteScalingPolicy", {name: named[name] for name in (*_IDENTITY, "PolicyName")})


def _gone(operation: str, arguments: dict[str, str]) -> None:
    try:
        call(_NAME, operation, arguments)
    except ClientError as refusal:
        if not absent(refusal, _GONE):
            raise


KINDS = {
    "AWS::ApplicationAutoScaling::ScalableTarget": Kind(_make_target, _change_target, _remove_target),
    "AWS::ApplicationAutoScaling::ScalingPolicy": Kind(_make_policy, _change_policy, _remove_policy),
}
