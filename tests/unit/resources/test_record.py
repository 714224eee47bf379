"""The DNS record."""

from __future__ import annotations

from generator.model.load_balancer import Domain
from generator.resources.record import record
from tests.unit.project import properties


def test_the_name_is_an_alias_to_the_load_balancer() -> None:
    assert properties(record(Domain("shop.example.com", "Z0123"))) == {
        "HostedZoneId": "Z0123",
        "Name": "shop.example.com",
        "Type": "A",
        "AliasTarget": {
            "DNSName": {"Fn::GetAtt": ["LoadBalancer", "DNSName"]},
            "HostedZoneId": {"Fn::GetAtt": ["LoadBalancer", "CanonicalHostedZoneID"]},
        },
    }
