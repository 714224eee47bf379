"""Elastic Load Balancing: listener rules through ministack's own API, which keeps their tags."""

from __future__ import annotations

from botocore.exceptions import ClientError

from tests.emulator.inside.api import absent, call, request
from tests.emulator.inside.kind import Kind, Made, Properties, tags, without
from tests.emulator.inside.service import RefusedError


def _make(properties: Properties, name: str) -> Made:
    taken = request("elbv2", "CreateRule", without(properties, "Tags"))
    others = call("elbv2", "DescribeRules", {"ListenerArn": taken["ListenerArn"]})["Rules"]
    if str(taken["Priority"]) in {rule["Priority"] for rule in others}:
        raise RefusedError("PriorityInUse", f"Priority '{taken['Priority']}' is currently in use")
    answer = call("elbv2", "CreateRule", {**taken, **({"Tags": tags(properties)} if tags(properties) else {})})
    return _rule(answer["Rules"][0]["RuleArn"])


def _rule(arn: str) -> Made:
    return Made(arn, {"RuleArn": arn, "IsDefault": "false"})


def _change(arn: str, old: Properties, new: Properties) -> Made:
    taken = request("elbv2", "ModifyRule", without(new, "Tags", "ListenerArn", "Priority"))
    call("elbv2", "ModifyRule", {"RuleArn": arn, **taken})
    if new["Priority"] != old["Priority"]:
        order = [{"RuleArn": arn, "Priority": int(new["Priority"])}]
        call("elbv2", "SetRulePriorities", {"RulePriorities": order})
    gone = sorted({tag["Key"] for tag in tags(old)} - {tag["Key"] for tag in tags(new)})
    if gone:
        call("elbv2", "RemoveTags", {"ResourceArns": [arn], "TagKeys": gone})
    if tags(new):
        call("elbv2", "AddTags", {"ResourceArns": [arn], "Tags": tags(new)})
    return _rule(arn)


def _remove(arn: str, properties: Properties) -> None:
    try:
        call("elbv2", "DeleteRule", {"RuleArn": arn})
    except ClientError as refusal:
        if not absent(refusal, "RuleNotFound"):
            raise


KINDS = {"AWS::ElasticLoadBalancingV2::ListenerRule": Kind(_make, _change, _remove)}
