"""The service's own name in DNS."""

from __future__ import annotations

from troposphere import GetAtt
from troposphere.route53 import AliasTarget, RecordSetType

from generator.model.load_balancer import Domain
from generator.naming import logical


def record(domain: Domain) -> RecordSetType:
    """An alias to the load balancer, which costs nothing to ask for.

    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html
    """
    return RecordSetType(
        logical.RECORD,
        HostedZoneId=domain.zone,
        Name=domain.name,
        Type="A",
        AliasTarget=AliasTarget(
            DNSName=GetAtt(logical.LOAD_BALANCER, "DNSName"),
            HostedZoneId=GetAtt(logical.LOAD_BALANCER, "CanonicalHostedZoneID"),
        ),
    )
