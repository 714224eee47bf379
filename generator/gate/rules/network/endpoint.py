"""Systems -> endpoints of a VPC that EC2 does not make, or that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.network import ENDPOINT, vpc
from generator.gate.region import regions
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_literal, lacks, setting, text
from generator.problems import Severity

_BY_ROUTE = frozenset({"s3", "dynamodb"})
"""What has an endpoint in route tables: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"""
_ASKED = frozenset({"ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm"})
"""What tasks ask by its public name."""
_DNS = {"EnableDnsHostnames": "false", "EnableDnsSupport": "true"}
"""Attribute of a VPC -> its default."""


def _check(system: System) -> Iterator[Finding]:
    for endpoint in system.of(ENDPOINT):
        name, kind = (
            text(endpoint.properties, "ServiceName"),
            setting(endpoint.properties, "Gateway", "VpcEndpointType"),
        )
        region, _, service = name.partition("amazonaws.")[2].partition(".")
        known = regions(system, endpoint)
        if not service:
            continue
        if is_literal(region) and known and region not in known and lacks(endpoint.properties, "ServiceRegion"):
            message = f"is for {service} of {region}, but the VPC is in {', '.join(known)}"
            yield Finding(endpoint, message, ("ServiceName",))
        if kind == "Gateway" and service not in _BY_ROUTE:
            message = f"{service} has no gateway endpoint, which is what it is without VpcEndpointType: Interface"
            yield Finding(endpoint, message)
        elif kind == "Gateway" and lacks(endpoint.properties, "RouteTableIds"):
            yield Finding(endpoint, "no route table leads to it: nothing uses it", severity=Severity.WARNING)
        own = vpc(system, endpoint)
        if kind == "Interface" and own and setting(endpoint.properties, "false", "PrivateDnsEnabled") == "true":
            names, answers = (setting(own.properties, default, key) for key, default in _DNS.items())
            if "false" in (names, answers):
                message = f"has private names, which takes EnableDnsHostnames and EnableDnsSupport of {own.id}"
                yield Finding(endpoint, message, ("PrivateDnsEnabled",))
        is_private = setting(endpoint.properties, "true", "PrivateDnsEnabled")
        if kind == "Interface" and service in _ASKED and is_private == "false":
            message = "its private names are off, and tasks ask for the public ones: nothing uses it"
            yield Finding(endpoint, message, ("PrivateDnsEnabled",), severity=Severity.WARNING)


RULE = Rule(
    "endpoint",
    "An endpoint is for a service of its region, of the type that the service has, and something leads to it.",
    "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html",
    _check,
    """
 region: us-west-2
 Resources:
   Images:
     Type: AWS::EC2::VPCEndpoint
     Properties:
       VpcId: vpc-1
       VpcEndpointType: Interface
-      ServiceName: com.amazonaws.us-east-1.ecr.dkr
+      ServiceName: com.amazonaws.us-west-2.ecr.dkr
       SubnetIds: [subnet-1]
    """,
)
