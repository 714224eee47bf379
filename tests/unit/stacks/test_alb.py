"""The stack ``alb``."""

from __future__ import annotations

import pytest

from generator.model.load_balancer import Domain, LoadBalancer
from generator.stacks.alb import ALB
from tests.unit.project import CERTIFICATE, service
from tests.unit.stacks.built import built, imported

BALANCER = ["LoadBalancer", "ProductionListener"]
TEST = ["TestListener"]
WEB_ACL = "arn:aws:wafv2:us-west-2:111122223333:regional/webacl/shop/01234567-89ab-cdef-0123-456789abcdef"
DOMAIN = Domain("shop.example.com", "Z0123")


@pytest.mark.parametrize(
    ("balancer", "ids"),
    [
        (LoadBalancer(), [*BALANCER, *TEST]),
        (LoadBalancer(test_port=None), [*BALANCER]),
        (LoadBalancer(waf=WEB_ACL), [*BALANCER, *TEST, "WebAclAssociation"]),
        (LoadBalancer(certificate=CERTIFICATE), [*BALANCER, "RedirectListener", *TEST]),
        (
            LoadBalancer(certificate=CERTIFICATE, domain=DOMAIN),
            [*BALANCER, "RedirectListener", *TEST, "Record"],
        ),
    ],
)
def test_what_users_reach(balancer: LoadBalancer, ids: list[str]) -> None:
    assert built(ALB, service(load_balancer=balancer)).ids == ids


def test_the_other_stacks_values_are_used_where_they_belong() -> None:
    made = built(ALB, service())
    attributes = {each["Key"]: each["Value"] for each in made["LoadBalancer"]["LoadBalancerAttributes"]}
    assert attributes["access_logs.s3.bucket"] == imported("base", "LogBucketName")
    assert made["LoadBalancer"]["Subnets"] == {"Fn::Split": [",", imported("network", "PublicSubnetIds")]}
    assert made["LoadBalancer"]["SecurityGroups"] == [imported("network", "LoadBalancerSecurityGroupId")]
    assert (made["ProductionListener"]["Port"], made["TestListener"]["Port"]) == (80, 9001)


def test_what_services_need_is_handed_on() -> None:
    outputs = built(ALB, service()).outputs
    del outputs["Url"]
    assert outputs == {
        "LoadBalancerFullName": {"Fn::GetAtt": ["LoadBalancer", "LoadBalancerFullName"]},
        "ProductionListenerArn": {"Ref": "ProductionListener"},
        "TestListenerArn": {"Ref": "TestListener"},
    }


@pytest.mark.parametrize(
    ("balancer", "url"),
    [
        (LoadBalancer(), {"Fn::Sub": "http://${LoadBalancer.DNSName}/"}),
        (LoadBalancer(certificate=CERTIFICATE), {"Fn::Sub": "https://${LoadBalancer.DNSName}/"}),
        (LoadBalancer(certificate=CERTIFICATE, domain=DOMAIN), "https://shop.example.com/"),
    ],
)
def test_where_the_service_answers(balancer: LoadBalancer, url: object) -> None:
    assert built(ALB, service(load_balancer=balancer)).outputs["Url"] == url


def test_without_a_test_port_no_test_listener_is_handed_on() -> None:
    made = built(ALB, service(load_balancer=LoadBalancer(test_port=None)))
    assert "TestListenerArn" not in made.outputs
