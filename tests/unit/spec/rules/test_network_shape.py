"""Networks that do not work."""

from __future__ import annotations

import pytest

from generator.spec.rules.network_shape import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("network: {placement: private, nat: single}", "", []),
        ("network: {vpc: vpc-1, public_subnets: [a, b]}", "", []),
        ("network: {vpc: vpc-1, public_subnets: [a, b], private_subnets: [c]}", "", []),
        ("network: {placement: private}", "", ["network.placement"]),
        ("network: {nat: single}", "", ["network.nat"]),
        ("network: {placement: private, nat: single}", "network: {nat: none}", ["environments.prod.network.nat"]),
        ("network: {public_subnets: [a, b]}", "", ["network.public_subnets"]),
        ("network: {vpc: vpc-1}", "", ["network.vpc"]),
        ("network: {vpc: vpc-1, public_subnets: [a]}", "", ["network.public_subnets"]),
        ("network: {vpc: vpc-1, public_subnets: [a, b], private_subnets: [c, b]}", "", ["network.private_subnets[1]"]),
        (
            "network: {zones: 2}",
            "network: {vpc: vpc-1, public_subnets: [a, b], nat: none}",
            ["network.zones", "environments.prod.network.nat"],
        ),
        ("network: {vpc: vpc-1, private_subnets: [a, b]}", "", ["network.vpc"]),
        ("load_balancer: {scheme: internal}\nnetwork: {vpc: vpc-1, private_subnets: [a, b]}", "", []),
        ("load_balancer: {scheme: internal}\nnetwork: {vpc: vpc-1, public_subnets: [a, b]}", "", []),
        (
            "load_balancer: {scheme: internal}\nnetwork: {vpc: vpc-1, public_subnets: [a, b], private_subnets: [c]}",
            "",
            ["network.private_subnets"],
        ),
        ("load_balancer: {scheme: internal}\nnetwork: {vpc: vpc-1}", "", ["network.vpc"]),
        ("network: {zones: 2}", "network: {vpc: vpc-1, public_subnets: [a, b], zones: null}", []),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths


@pytest.mark.parametrize(("subnets", "paths"), [("private_subnets: [a]", []), ("public_subnets: []", ["network.vpc"])])
def test_workers_alone_have_no_load_balancer_to_place(find: Find, subnets: str, paths: list[str]) -> None:
    lines = f"services: {{mailer: {{kind: worker}}}}\nnetwork: {{vpc: vpc-1, {subnets}}}"
    assert [path for path, _ in find(RULE, lines, "service: null")] == paths
