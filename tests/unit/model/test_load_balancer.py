"""The load balancer's own questions."""

from __future__ import annotations

import pytest

from generator.model.load_balancer import LoadBalancer


@pytest.mark.parametrize(("certificate", "port", "scheme"), [(None, 80, "HTTP"), ("arn:aws:acm:...", 443, "HTTPS")])
def test_a_certificate_decides_how_users_reach_it(certificate: str | None, port: int, scheme: str) -> None:
    balancer = LoadBalancer(certificate=certificate)
    assert (balancer.production_port, balancer.protocol) == (port, scheme)


def test_the_defaults_are_safe() -> None:
    balancer = LoadBalancer()
    assert balancer.access_logs
    assert balancer.deletion_protection
    assert (balancer.test_port, balancer.test_allow) == (9001, ())
