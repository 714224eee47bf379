"""What good public templates do is no error: policies as JSON text, listeners by condition, ARNs of an example."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate import region
from generator.gate.rules.build.docker_push import RULE as DOCKER_PUSH
from generator.gate.rules.iam.role_trust import RULE as ROLE_TRUST
from generator.gate.rules.stack.depends_on import RULE as DEPENDS_ON
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.problems import Location, Severity
from tests.unit.gate.judged import subject

_GROUP = {"Ref": "Group"}
_FORWARD = {"Type": "forward", "TargetGroupArn": _GROUP}


def _system(resources: dict[str, Any]) -> System:
    return System((subject(resources),))


def _project(service: str) -> System:
    trust = '{"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": ["%s"]}}]}'
    return _system(
        {
            "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": trust % service}},
            "Project": {
                "Type": "AWS::CodeBuild::Project",
                "Properties": {"ServiceRole": {"Fn::GetAtt": ["Role", "Arn"]}},
            },
        }
    )


def test_a_trust_may_be_json_text() -> None:
    assert list(ROLE_TRUST.problems(_project("codebuild.amazonaws.com"))) == []
    assert list(ROLE_TRUST.problems(_project("ec2.amazonaws.com"))) != []


def _service(plain_action: Any) -> System:
    redirect = {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "StatusCode": "HTTP_301"}}
    action = {"Fn::If": ["HasCertificate", redirect, plain_action]} if plain_action else redirect
    listener = "AWS::ElasticLoadBalancingV2::Listener"
    return _system(
        {
            "Group": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {"TargetType": "ip"}},
            "Http": {"Type": listener, "Properties": {"Port": 80, "DefaultActions": [action]}},
            "Https": {"Type": listener, "Properties": {"Port": 443, "DefaultActions": [_FORWARD]}},
            "Service": {
                "Type": "AWS::ECS::Service",
                "DependsOn": "Http",
                "Properties": {"LoadBalancers": [{"TargetGroupArn": _GROUP}]},
            },
        }
    )


def test_a_service_may_wait_for_the_listener_that_forwards_under_another_condition() -> None:
    assert list(DEPENDS_ON.problems(_service(_FORWARD))) == []
    assert list(DEPENDS_ON.problems(_service(None))) != []


def test_an_example_s_arn_is_of_no_region() -> None:
    assert region.region_of("arn:aws:acm:region:123456789012:certificate/0") == ""
    assert region.region_of("arn:aws-cn:acm:cn-north-1:123456789012:certificate/0") == "cn-north-1"
    assert region.region_of("arn:aws-us-gov:acm:us-gov-west-1:123456789012:certificate/0") == "us-gov-west-1"


def _severities(listener: dict[str, Any]) -> list[Severity]:
    service = {"LoadBalancers": [{"ContainerName": "app", "ContainerPort": 80, "TargetGroupArn": _GROUP}]}
    resources = {
        "Balancer": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {}},
        "Group": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {"TargetType": "ip"}},
        "Listener": {
            "Type": "AWS::ElasticLoadBalancingV2::Listener",
            "Properties": {"DefaultActions": [_FORWARD], **listener},
        },
        "Service": {"Type": "AWS::ECS::Service", "Properties": service},
    }
    return [problem.severity for problem in DEPENDS_ON.problems(_system(resources))]


def test_a_service_that_does_not_wait_is_surely_refused_only_where_the_load_balancer_takes_its_minutes() -> None:
    assert _severities({"LoadBalancerArn": {"Ref": "Balancer"}}) == [Severity.ERROR]
    assert _severities({"LoadBalancerArn": {"Fn::ImportValue": "balancer"}}) == [Severity.WARNING]


@pytest.mark.parametrize("login", ["$(aws ecr get-login)", "$(aws ecr get-login --no-include-email)"])
def test_the_command_that_the_first_cli_printed_logs_in(login: str) -> None:
    data = {"version": 0.2, "phases": {"build": {"commands": [login, "docker build --tag a .", "docker push a"]}}}
    buildspec = SideFile("buildspec.yml", data, "", Location("buildspec.yml"))
    assert list(DOCKER_PUSH.problems(System((), (buildspec,)))) == []
