"""The ranges that may reach the load balancer -> complaints about those that are no ranges."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from generator.spec.rules.protocol import Finding, ProjectRule, Reading

_VERSION = 4


def _check(reading: Reading) -> Iterator[Finding]:
    for index, text in enumerate(reading.project.load_balancer.allow):
        where = reading.at("load_balancer", "allow", index)
        try:
            block = ip_network(text, strict=False)
        except ValueError:
            hint = "such as 203.0.113.0/24, or 203.0.113.7/32 for one address"
            yield Finding(where, f"{text} is no address range", hint)
            continue
        if block.version != _VERSION:
            yield Finding(where, f"{text} is IPv6, but the load balancer has IPv4 addresses only")
            continue
        # EC2 would quietly store the range instead, and the stack would differ from its template for ever.
        if block.compressed != text:
            yield Finding(where, f"{text} is not how AWS writes this range", f"write {block.compressed}")


RULE = ProjectRule("allow-ranges", "Who may reach the load balancer is an address range, in AWS's spelling.", _check)
