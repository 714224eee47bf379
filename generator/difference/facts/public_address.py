"""A resource whose address others know and that goes: the address does not come back."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason
from generator.difference.store import keeps, policy

_ADDRESSES = {
    # https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html
    "AWS::EC2::EIP": "its IP address",
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "its DNS name",
    "AWS::ElasticLoadBalancing::LoadBalancer": "its DNS name",
    # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-working-with.html
    "AWS::CloudFront::Distribution": "its domain name",
    # https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DeleteHostedZone.html
    "AWS::Route53::HostedZone": "its name servers",
    "AWS::ApiGateway::RestApi": "its invoke URL",
    "AWS::ApiGatewayV2::Api": "its invoke URL",
    "AWS::Lambda::Url": "its URL",
}


def _find(found: Comparison) -> Iterator[Reason]:
    for change in found.of(*_ADDRESSES):
        if change.goes and not keeps(policy(change)):
            yield Reason(
                change, Consequence.LOST, f"{_ADDRESSES[change.type]} goes with it", who="who has that address"
            )


FACT = Fact(
    "public-address",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html",
    _find,
)
