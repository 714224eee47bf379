"""Services that ECS shifts itself, with one thing changed: what is said of each, and of what nothing may be said."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from generator.gate.api_shape import faults
from generator.gate.catalog import ROOMS
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.problems import Location
from tests.unit.gate.judged import subject

_RULES = {rule.id: rule for room in ROOMS for rule in room.rules}
_GROUP = {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {"TargetType": "ip", "Port": 3000}}
_HOOK = {"HookTargetArn": "arn:aws:lambda:us-west-2:111122223333:function:smoke", "LifecycleStages": ["PRE_SCALE_UP"]}
_ROLE = "arn:aws:iam::111122223333:role/ecs"


def _service(**configuration: Any) -> dict[str, Any]:
    advanced = {
        "AlternateTargetGroupArn": {"Ref": "Green"},
        "ProductionListenerRule": {"Ref": "Production"},
        "RoleArn": _ROLE,
    }
    balancer = {"TargetGroupArn": {"Ref": "Blue"}, "AdvancedConfiguration": advanced}
    properties = {"DeploymentConfiguration": {"Strategy": "CANARY", **configuration}, "LoadBalancers": [balancer]}
    return {"Type": "AWS::ECS::Service", "Properties": properties}


def _rule(*groups: str) -> dict[str, Any]:
    named = [{"TargetGroupArn": {"Ref": group}, "Weight": 1} for group in groups]
    forward = {"Type": "forward", "ForwardConfig": {"TargetGroups": named}}
    return {"Type": "AWS::ElasticLoadBalancingV2::ListenerRule", "Properties": {"Actions": [forward]}}


def _found(rule: str, resources: dict[str, Any], *files: SideFile) -> list[str]:
    return [problem.message for problem in _RULES[rule].problems(System((subject(resources),), files))]


def _named_by(production: list[str], test: list[str] | None) -> list[str]:
    service = _service()
    resources = {"Service": service, "Blue": _GROUP, "Green": _GROUP, "Production": _rule(*production)}
    if test is not None:
        service["Properties"]["LoadBalancers"][0]["AdvancedConfiguration"]["TestListenerRule"] = {"Ref": "Test"}
        resources["Test"] = _rule(*test)
    return _found("native-rules", resources)


@pytest.mark.parametrize(
    ("production", "test", "missing"),
    [
        (["Blue", "Green"], None, ""),
        (["Blue"], ["Green"], ""),
        (["Green"], ["Blue"], ""),
        (["Blue", "Green"], ["Blue"], ""),
        (["Blue"], None, "not Production forwards to Green"),
        (["Blue"], ["Blue"], "neither Production nor Test forwards to Green"),
        (["Green"], ["Green"], "neither Production nor Test forwards to Blue"),
    ],
)
def test_each_group_is_on_the_production_or_the_test_rule(
    production: list[str], test: list[str] | None, missing: str
) -> None:
    found = _named_by(production, test)
    assert [message.partition(":")[0] for message in found] == ([missing] if missing else [])


def test_nothing_is_said_of_rules_that_another_template_makes() -> None:
    service = _service()
    service["Properties"]["LoadBalancers"][0]["AdvancedConfiguration"]["TestListenerRule"] = "arn:aws:of-another"
    assert (
        _found("native-rules", {"Service": service, "Blue": _GROUP, "Green": _GROUP, "Production": _rule("Blue")}) == []
    )


def test_an_application_load_balancer_s_listener_is_no_rule() -> None:
    listener = {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {"Port": 80, "Protocol": "HTTP"}}
    assert "ProductionListenerRule is the ARN of a rule of Production, not that of the listener" in _found(
        "native-rules", {"Service": _service(), "Production": listener}
    )


@pytest.mark.parametrize(
    ("configuration", "minutes"),
    [
        ({"CanaryConfiguration": {"CanaryBakeTimeInMinutes": 1440}, "BakeTimeInMinutes": 540}, 0),
        ({"CanaryConfiguration": {"CanaryBakeTimeInMinutes": 1440}, "BakeTimeInMinutes": 541}, 1981),
        # The page's own example: of 11 percent there are 9 waits.
        ({"Strategy": "LINEAR", "LinearConfiguration": {"StepPercent": 11, "StepBakeTimeInMinutes": 220}}, 0),
        ({"Strategy": "LINEAR", "LinearConfiguration": {"StepPercent": 11, "StepBakeTimeInMinutes": 221}}, 1989),
        ({"Strategy": "LINEAR", "LinearConfiguration": {"StepPercent": 10, "StepBakeTimeInMinutes": 221}}, 1989),
        ({"Strategy": "LINEAR", "LinearConfiguration": {"StepPercent": 12.5, "StepBakeTimeInMinutes": 282}}, 0),
        ({"Strategy": "LINEAR", "LinearConfiguration": {"StepPercent": 12.5, "StepBakeTimeInMinutes": 283}}, 1981),
        ({"Strategy": "LINEAR", "LinearConfiguration": {"StepPercent": 0, "StepBakeTimeInMinutes": 1440}}, 0),
        ({"Strategy": "BLUE_GREEN", "BakeTimeInMinutes": 1440}, 0),
    ],
)
def test_a_release_is_as_long_as_its_waits(configuration: dict[str, Any], minutes: int) -> None:
    found = _found("native-time", {"Service": _service(**configuration)})
    assert [f"{minutes:,} minutes" in message for message in found] == ([True] if minutes else [])


@pytest.mark.parametrize(
    ("configuration", "wanted"),
    [
        ({"LifecycleHooks": [{**_HOOK, "RoleArn": _ROLE}]}, []),
        ({"LifecycleHooks": [_HOOK]}, ["ECS has no role to call the hook's function with"]),
        ({"LifecycleHooks": [{"TargetType": "PAUSE", "LifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"]}]}, []),
        (
            {"LifecycleHooks": [{"TargetType": "PAUSE", "LifecycleStages": ["PRE_SCALE_UP", "TEST_TRAFFIC_SHIFT"]}]},
            ["a release cannot pause at TEST_TRAFFIC_SHIFT, while requests move; only a function runs there"],
        ),
        (
            {"LifecycleHooks": [{**_HOOK, "TargetType": "PAUSE"}]},
            ["a pause waits for a person and calls no function"],
        ),
        (
            {"LifecycleHooks": [{"RoleArn": _ROLE}]},
            ["the hook names no function to call", "the hook has no stage at which it is called"],
        ),
        (
            {"Strategy": "ROLLING", "LifecycleHooks": [{**_HOOK, "RoleArn": _ROLE}]},
            ["a rolling update has no stage for its hooks: they are for BLUE_GREEN, CANARY and LINEAR"],
        ),
    ],
)
def test_a_hook_is_called_or_waits(configuration: dict[str, Any], wanted: list[str]) -> None:
    assert _found("native-hooks", {"Service": _service(**configuration)}) == wanted


@pytest.mark.parametrize(
    ("program", "wanted"),
    [
        ("new PutLifecycleEventHookExecutionStatusCommand({status})", 1),
        ("return {hookStatus: 'SUCCEEDED'}; // putLifecycleEventHookExecutionStatus for the other", 0),
        ("return {'hookStatus': 'SUCCEEDED'}", 0),
        ("import smoke", 0),
    ],
)
def test_a_function_answers_ecs(program: str, wanted: int) -> None:
    function = {"Type": "AWS::Serverless::Function", "Properties": {"FunctionName": "smoke", "InlineCode": program}}
    service = _service(LifecycleHooks=[{**_HOOK, "RoleArn": _ROLE}])
    assert len(_found("hook-contract", {"Service": service, "Smoke": function})) == wanted


@pytest.mark.parametrize(("program", "wanted"), [("return {'hookStatus': 'SUCCEEDED'}", 1), ("smoke()", 0)])
def test_a_function_calls_codedeploy(program: str, wanted: int) -> None:
    function = {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "smoke", "Code": {"ZipFile": program}}}
    text = "version: 0.0\nResources:\n  - TargetService: {Type: AWS::ECS::Service}\nHooks:\n  - AfterInstall: smoke\n"
    file = SideFile("appspec.yaml", yaml.safe_load(text), text, Location("appspec.yaml"))
    assert len(_found("hook-contract", {"Smoke": function}, file)) == wanted


def test_what_a_hook_is_told_may_be_anything() -> None:
    """AWS's own sample gives a hook the name of a bucket."""
    hook = {"hookTargetArn": "a", "lifecycleStages": ["PRE_SCALE_UP"], "hookDetails": {"S3_BUCKET_NAME": "b"}}
    service = {"serviceName": "shop", "deploymentConfiguration": {"lifecycleHooks": [hook]}}
    assert list(faults(service, "ecs CreateServiceRequest")) == []
