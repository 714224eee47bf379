"""A service that a test drives -> what AWS answers of it over HTTP: ECS, the load balancer's rules, its targets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.ecs.api import EcsApi
from tests.ecs.configuration import RefusedError
from tests.ecs.service import EcsService
from tests.live.stand_in import Answer, Answers, Refusal


def answers(service: EcsService, rule: str) -> Answers:
    """By service and operation; ``rule`` is the production rule's ARN."""
    ecs = EcsApi(service)
    return {
        ("ecs", "DescribeServices"): ecs.describe_services,
        ("ecs", "ListServiceDeployments"): ecs.list_service_deployments,
        ("ecs", "DescribeServiceDeployments"): ecs.describe_service_deployments,
        ("ecs", "DescribeServiceRevisions"): ecs.describe_service_revisions,
        ("ecs", "StopServiceDeployment"): _or_refusal(ecs.stop_service_deployment),
        ("ecs", "ContinueServiceDeployment"): _or_refusal(ecs.continue_service_deployment),
        ("ecs", "UpdateService"): _or_refusal(ecs.update_service),
        ("elbv2", "DescribeRules"): lambda _: _rules(service, rule),
        ("elbv2", "DescribeTargetHealth"): lambda given: _targets(service, given["TargetGroupArn"]),
    }


def _or_refusal(
    operation: Callable[[Mapping[str, Any]], Mapping[str, Any]],
) -> Callable[[Mapping[str, Any]], Answer]:
    def answer(given: Mapping[str, Any]) -> Answer:
        try:
            return operation(given)
        except RefusedError as refusal:
            return Refusal(refusal.code, str(refusal))

    return answer


def _rules(service: EcsService, rule: str) -> Answer:
    scale = 1 if all(percent.is_integer() for percent in service.weights.values()) else 10
    groups = [{"TargetGroupArn": arn, "Weight": round(percent * scale)} for arn, percent in service.weights.items()]
    forward = {"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}
    return {"Rules": [{"RuleArn": rule, "Priority": "1", "Actions": [forward]}]}


def _targets(service: EcsService, group: str) -> Answer:
    rows = [
        {"Target": {"Id": f"10.0.0.{number}", "Port": service.container[1]}, "TargetHealth": {"State": "healthy"}}
        for number in range(service.running(group))
    ]
    return {"TargetHealthDescriptions": rows}
