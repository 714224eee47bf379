"""The load balancer's own questions."""

from __future__ import annotations

import pytest

from generator.model.load_balancer import ExistingLoadBalancer, LoadBalancer
from tests.unit.project import BEHIND_OTHERS, service


@pytest.mark.parametrize(("certificate", "port", "scheme"), [(None, 80, "HTTP"), ("arn:aws:acm:...", 443, "HTTPS")])
def test_a_certificate_decides_how_users_reach_it(certificate: str | None, port: int, scheme: str) -> None:
    balancer = LoadBalancer(certificate=certificate)
    assert (balancer.production_port, balancer.protocol) == (port, scheme)


def test_the_defaults_are_safe() -> None:
    balancer = LoadBalancer()
    assert balancer.access_logs
    assert balancer.deletion_protection
    assert (balancer.test_port, balancer.test_allow) == (9001, ())


def test_one_that_exists_is_known_by_its_listener() -> None:
    existing = BEHIND_OTHERS.existing
    assert existing is not None
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
    assert (existing.name, existing.full_name) == ("platform", "app/platform/0123456789abcdef")
    assert BEHIND_OTHERS.has_test_listener
    assert not BEHIND_OTHERS.is_logged
    untested = LoadBalancer(existing=ExistingLoadBalancer(existing.listener, "sg-0a"))
    assert not untested.has_test_listener


def test_what_is_counted_on_one_that_exists_is_not_of_this_service_alone() -> None:
    assert service().is_alone
    assert not service(load_balancer=BEHIND_OTHERS).is_alone
