"""The new VPC's address range -> a complaint when it is no private range that its subnets fit into."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network

from generator.spec.rules.protocol import Finding, ProjectRule, Reading

_PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
"""https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"""
_LARGEST, _SMALLEST = 16, 24
"""A VPC is /16 at most. With two kinds of subnets in up to four zones, a /24 still gives each a /27: the least that a
load balancer accepts.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
"""


def _check(reading: Reading) -> Iterator[Finding]:
    network = reading.project.network
    if not network.is_created:
        return
    where = reading.at("network", "cidr")
    try:
        block = IPv4Network(network.cidr, strict=False)
    except ValueError:
        yield Finding(where, f"{network.cidr} is no address range", "an address and a length, such as 10.0.0.0/16")
        return
    if str(block) != network.cidr:
        yield Finding(where, f"{network.cidr} does not begin where its range begins", f"the range is {block}")
    elif not _LARGEST <= block.prefixlen <= _SMALLEST:
        reason = f"AWS allows no VPC larger than /{_LARGEST}, and the subnets need a /{_SMALLEST}"
        yield Finding(where, f"must be from /{_LARGEST} to /{_SMALLEST}, but is /{block.prefixlen}", reason)
    elif not any(block.subnet_of(private) for private in _PRIVATE):
        yield Finding(where, f"{block} is not private", f"choose a part of {', '.join(map(str, _PRIVATE))}")


RULE = ProjectRule("cidr", "A new VPC has a private address range that its subnets fit into.", _check)
