"""The ranges that may reach the load balancer -> complaints about those that are no ranges."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from generator.problems import Location
from generator.spec.rules.protocol import Finding, ProjectRule, Reading

_VERSION = 4


def _check(reading: Reading) -> Iterator[Finding]:
    balancer = reading.project.load_balancer
    for key, ranges in (("allow", balancer.allow), ("test_allow", balancer.test_allow)):
        for index, text in enumerate(ranges):
            yield from _findings(text, reading.at("load_balancer", key, index))


def _findings(text: str, where: Location) -> Iterator[Finding]:
    try:
        block = ip_network(text, strict=False)
    except ValueError:
        hint = "such as 203.0.113.0/24, or 203.0.113.7/32 for one address"
        yield Finding(where, f"{text} is no address range", hint)
        return
    if block.version != _VERSION:
        yield Finding(where, f"{text} is IPv6, but the load balancer has IPv4 addresses only")
    # EC2 would quietly store the range instead, and the stack would differ from its template for ever.
    elif block.compressed != text:
        yield Finding(where, f"{text} is not how AWS writes this range", f"write {block.compressed}")


RULE = ProjectRule("allow-ranges", "Who may reach the load balancer is an address range, in AWS's spelling.", _check)
