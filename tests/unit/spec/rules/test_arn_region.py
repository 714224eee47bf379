"""Certificates and hooks of another region or account."""

from __future__ import annotations

import pytest

from generator.spec.rules.arn_region import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("load_balancer: {certificate: 'arn:aws:acm:us-west-2:1:certificate/c'}", "", []),
        ("load_balancer: {certificate: 'arn:aws:acm:us-west-2:1:certificate/c'}", "account: '1'", []),
        (
            "load_balancer: {certificate: 'arn:aws:acm:us-west-2:1:certificate/c'}",
            "account: '2'",
            ["environments.prod.account"],
        ),
        (
            "load_balancer: {certificate: 'arn:aws:acm:us-west-2:1:certificate/c'}",
            "region: eu-west-1",
            ["environments.prod.region"],
        ),
        ("load_balancer: {certificate: 'arn:aws:acm:us-east-1:1:certificate/c'}", "", ["load_balancer.certificate"]),
        (
            "release: {hooks: {after_traffic: f, before_traffic: 'arn:aws:lambda:us-east-1:1:function:f'}}",
            "",
            ["release.hooks.before_traffic"],
        ),
        ("load_balancer: {waf: 'arn:aws:wafv2:us-east-1:1:regional/webacl/a/b'}", "", ["load_balancer.waf"]),
        ("build: {registry_login: 'arn:aws:secretsmanager:us-east-1:1:secret:s'}", "", ["build.registry_login"]),
        ("build: {registry_login: docker-hub}", "account: '2'", []),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
