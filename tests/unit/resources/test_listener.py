"""Listeners, and the two rules that belong to releases: nothing in a spec may reach those."""

from __future__ import annotations

from typing import Any

import pytest

from generator.cfn.walk import resources
from generator.model.container import HealthCheck
from generator.model.load_balancer import LoadBalancer
from generator.model.release import Release
from generator.model.route import Route
from generator.resources import listener
from generator.stacks.routes import ROUTES
from tests.unit.project import CERTIFICATE, container, plain, project, properties, service

PLAIN = project()
TLS = project(load_balancer=LoadBalancer(certificate=CERTIFICATE))
TO_BLUE = listener.forward_to_blue()
NOT_FOUND = [
    {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404", "ContentType": "text/plain"}},
]


def test_without_a_certificate_users_reach_http_on_80() -> None:
    assert properties(listener.production_listener(PLAIN)) == {
        "LoadBalancerArn": {"Ref": "LoadBalancer"},
        "Port": 80,
        "Protocol": "HTTP",
        "DefaultActions": NOT_FOUND,
    }


def test_with_a_certificate_users_reach_https_on_443_with_tls_1_3() -> None:
    assert properties(listener.production_listener(TLS)) == {
        "LoadBalancerArn": {"Ref": "LoadBalancer"},
        "Port": 443,
        "Protocol": "HTTPS",
        "DefaultActions": NOT_FOUND,
        "Certificates": [{"CertificateArn": CERTIFICATE}],
        "SslPolicy": "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    }


def test_the_test_listener_is_the_production_listener_on_another_port() -> None:
    for made in (PLAIN, TLS):
        test, production = (
            properties(listener.test_listener(made, 9001)),
            properties(listener.production_listener(made)),
        )
        assert test == {**production, "Port": 9001}


def test_http_is_sent_to_https_once_production_has_left_port_80() -> None:
    made = listener.redirect_listener()
    assert properties(made) == {
        "LoadBalancerArn": {"Ref": "LoadBalancer"},
        "Port": 80,
        "Protocol": "HTTP",
        "DefaultActions": [
            {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}
        ],
    }
    assert plain(made)["DependsOn"] == "ProductionListener"


@pytest.mark.parametrize(
    "rule", [listener.production_rule("arn", Route(), TO_BLUE), listener.test_rule("arn", Route(), TO_BLUE)]
)
def test_a_rule_sends_everything_to_blue_until_a_release_moves_it(rule: Any) -> None:
    assert properties(rule) == {
        "ListenerArn": "arn",
        "Priority": 50000,  # The last there is: rules for other services come before it.
        "Conditions": [{"Field": "path-pattern", "PathPatternConfig": {"Values": ["/*"]}}],
        "Actions": [{"Type": "forward", "TargetGroupArn": {"Ref": "BlueTargetGroup"}}],
    }


@pytest.mark.parametrize(
    ("route", "conditions"),
    [
        (Route(100, path=("/a", "/a/*")), [("path-pattern", "PathPatternConfig", ["/a", "/a/*"])]),
        (Route(100, host=("a.example.com",)), [("host-header", "HostHeaderConfig", ["a.example.com"])]),
        (
            Route(100, ("*.example.com",), ("/a",)),
            [("host-header", "HostHeaderConfig", ["*.example.com"]), ("path-pattern", "PathPatternConfig", ["/a"])],
        ),
        (Route(100, closed=True), [("source-ip", "SourceIpConfig", ["192.0.2.0/32"])]),
    ],
)
def test_a_route_is_the_rule_s_conditions(route: Route, conditions: list[tuple[str, str, list[str]]]) -> None:
    made = properties(listener.production_rule("arn", route, TO_BLUE))
    assert made["Priority"] == 100
    assert made["Conditions"] == [{"Field": field, key: {"Values": values}} for field, key, values in conditions]


@pytest.mark.parametrize(
    "changed",
    [
        {"load_balancer": LoadBalancer(certificate=CERTIFICATE)},
        {"load_balancer": LoadBalancer(test_port=9443)},
        {"load_balancer": LoadBalancer(allow=("203.0.113.0/24",), access_logs=False, deletion_protection=False)},
        {"container": container(port=8080, health_check=HealthCheck("/health"))},
        {"release": Release(strategy="linear", percent=50)},
        {"tags": {"team": "other", "Project": "mine"}},
    ],
    ids=str,
)
def test_a_rule_stays_as_it_was_whatever_changes_in_the_spec(changed: dict[str, Any]) -> None:
    """A rule that CloudFormation sends again puts live traffic back on blue: see the module."""
    assert _rules(**changed) == _rules()


def test_without_a_test_port_the_production_rule_is_the_same() -> None:
    assert _rules(load_balancer=LoadBalancer(test_port=None)) == _rules()[:1]


def _rules(**changed: Any) -> list[tuple[str, Any]]:
    return list(resources(ROUTES.template(service(**changed)).to_dict(), "AWS::ElasticLoadBalancingV2::ListenerRule"))
