"""The address of a service, by its environment's and by its own route."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.app.status.address import environment_address, service_address
from generator.live.traffic import LiveListener
from generator.model.load_balancer import Domain, LoadBalancer
from generator.model.route import Route
from tests.unit.project import VARIANTS, service

_DOMAIN = LoadBalancer(certificate="arn", domain=Domain("shop.example.com", "Z1"))


@pytest.mark.parametrize(
    ("front", "route", "expected"),
    [
        (LoadBalancer(), Route(), "http://lb.example.com/"),
        (LoadBalancer(certificate="arn"), Route(), "https://lb.example.com/"),
        (_DOMAIN, Route(), "https://shop.example.com/"),
        (_DOMAIN, Route(path=("/api/*",)), "https://shop.example.com/api/"),
        (_DOMAIN, Route(path=("/api",)), "https://shop.example.com/api"),
        (_DOMAIN, Route(path=("/v?/x",)), "https://shop.example.com/"),
        (_DOMAIN, Route(path=("/a/v*", "/b")), "https://shop.example.com/a/"),
        (_DOMAIN, Route(path=("/*.jpg",)), "https://shop.example.com/"),
        (_DOMAIN, Route(host=("*.example.com", "api.example.com")), "https://api.example.com/"),
        (_DOMAIN, Route(host=("*.example.com",)), "https://shop.example.com/"),
    ],
)
def test_service_address(front: LoadBalancer, route: Route, expected: str) -> None:
    found = service()
    project = replace(found.project, load_balancer=front)
    changed = replace(found, project=project, settings=replace(found.settings, route=route))
    assert service_address(changed, "lb.example.com") == expected


def test_nobody_knows_it_yet() -> None:
    assert service_address(service(), "") == ""
    assert environment_address(service().project, "") == ""


@pytest.mark.parametrize(
    ("listener", "expected"),
    [
        (LiveListener("arn", 443, "HTTPS"), "https://shop.example.com/"),
        (LiveListener("arn", 80, "HTTP"), "http://shop.example.com/"),
        (LiveListener("arn", 8443, "HTTPS"), "https://shop.example.com:8443/"),
        (None, ""),
    ],
)
def test_a_load_balancer_of_others_tells_protocol_and_port(listener: LiveListener | None, expected: str) -> None:
    found = VARIANTS["what exists"]
    assert service_address(found, "lb.example.com", listener) == expected
    assert environment_address(found.project, "lb.example.com", listener) == expected
