"""Address ranges of new VPCs."""

from __future__ import annotations

import pytest

from generator.spec.rules.cidr import RULE
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("network: {cidr: 10.0.0.0/16}", "", []),
        ("network: {cidr: 10.255.0.0/24}", "", []),
        ("network: {cidr: 172.31.0.0/16}", "", []),
        ("network: {cidr: 192.168.0.0/16}", "", []),
        ("network: {cidr: 10.0.0.0/15}", "", ["network.cidr"]),
        ("network: {cidr: 10.0.0.0/25}", "", ["network.cidr"]),
        ("network: {cidr: 172.32.0.0/16}", "", ["network.cidr"]),
        ("network: {cidr: 192.169.0.0/16}", "", ["network.cidr"]),
        ("network: {cidr: 10.0.0.1/16}", "", ["network.cidr"]),
        ("network: {cidr: 10.0.0.256/16}", "", ["network.cidr"]),
        ("network: {cidr: 10.0.0.0/33}", "", ["network.cidr"]),
        ("network: {vpc: vpc-0abc1234, cidr: 8.8.8.8/8}", "", []),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths
