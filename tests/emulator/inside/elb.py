"""Elastic Load Balancing: listener rules through ministack's own API, which keeps their tags."""

from __future__ import annotations

from collections.abc import Iterator
from secrets import token_hex
from typing import Any

from botocore.exceptions import ClientError
from ministack.services import alb
from ministack.services.cloudformation import provisioners

from tests.emulator.inside.api import absent, call, request
from tests.emulator.inside.kind import Kind, Made, Properties, tags, without
from tests.emulator.inside.service import RefusedError


def mend() -> None:
    """Lets no load balancer go that is protected, which ministack does, and keeps the weights that it drops.

    CloudFormation's words for it: https://github.com/aws-cloudformation/rain/issues/187. Ids are AWS's: 16 hexadecimal
    digits, and no other letters.
    """
    _keep_weights()
    alb._short_id = lambda: token_hex(8)
    entry = provisioners._RESOURCE_HANDLERS["AWS::ElasticLoadBalancingV2::LoadBalancer"]
    delete = entry["delete"]

    def delete_unless_protected(identity: str, properties: Any) -> None:
        attributes = {each["Key"]: each["Value"] for each in alb._lb_attrs.get(identity, [])}
        if attributes.get("deletion_protection.enabled") == "true":
            raise RuntimeError(f"Load balancer '{identity}' cannot be deleted because deletion protection is enabled")
        delete(identity, properties)

    entry["delete"] = delete_unless_protected


def _keep_weights() -> None:
    """What an action forwards to several groups: ``ForwardConfig``, without the stickiness that nobody here sets.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ForwardActionConfig.html
    """
    parse, write = alb._parse_actions, alb._action_xml

    def parse_all(params: Any, prefix: str = "DefaultActions") -> list[dict[str, Any]]:
        actions: list[dict[str, Any]] = parse(params, prefix)
        for number, action in enumerate(actions, start=1):
            groups = [*_groups(params, f"{prefix}.member.{number}.ForwardConfig.TargetGroups.member")]
            if groups:
                action["ForwardConfig"] = {"TargetGroups": groups}
        return actions

    def write_all(action: dict[str, Any]) -> str:
        text: str = write(action)
        groups = action.get("ForwardConfig", {}).get("TargetGroups", ())
        members = "".join(
            f"<member><TargetGroupArn>{group['TargetGroupArn']}</TargetGroupArn><Weight>{group['Weight']}</Weight></member>"
            for group in groups
        )
        forward = f"<ForwardConfig><TargetGroups>{members}</TargetGroups></ForwardConfig>" if groups else ""
        return text.replace("</Order>", f"</Order>{forward}", 1)

    alb._parse_actions, alb._action_xml = parse_all, write_all


def _groups(params: Any, prefix: str) -> Iterator[dict[str, Any]]:
    number = 1
    while arn := alb._p(params, f"{prefix}.{number}.TargetGroupArn"):
        yield {"TargetGroupArn": arn, "Weight": int(alb._p(params, f"{prefix}.{number}.Weight", "1"))}
        number += 1


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
