"""Systems -> listeners that speak what is no longer taken for safe."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import LISTENER
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_literal, lacks, text
from generator.problems import Severity

_ACCEPTED = {
    "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-3-2021-06",
    "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09",
}
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
_POLICIES = (
    "ELBSecurityPolicy-TLS13-1-", "ELBSecurityPolicy-TLS-1-0-2015-04", "ELBSecurityPolicy-TLS-1-1-2017-01",
    "ELBSecurityPolicy-TLS-1-2-2017-01", "ELBSecurityPolicy-TLS-1-2-Ext-2018-06", "ELBSecurityPolicy-FS-",
    "ELBSecurityPolicy-2015-05", "ELBSecurityPolicy-2016-08",
)  # fmt: skip
"""How the names of all policies begin."""


def _check(system: System) -> Iterator[Finding]:
    for listener in system.of(LISTENER):
        protocol, policy = (text(listener.properties, key) for key in ("Protocol", "SslPolicy"))
        if protocol not in ("HTTPS", "TLS"):
            continue
        if lacks(listener.properties, "SslPolicy"):
            message = "without SslPolicy, CloudFormation's default takes TLS 1.0"
            yield Finding(listener, message, severity=Severity.ADVICE)
        elif is_literal(policy) and not policy.startswith(_POLICIES):
            yield Finding(
                listener, f"there is no policy {policy}: the load balancer refuses the listener", ("SslPolicy",)
            )
        elif is_literal(policy) and policy not in _ACCEPTED:
            message = f"{policy} takes what Security Hub no longer does [ELB.17]"
            yield Finding(listener, message, ("SslPolicy",), severity=Severity.ADVICE)
        if lacks(listener.properties, "Certificates"):
            yield Finding(listener, f"{protocol} needs a certificate")


RULE = Rule(
    "listener-tls",
    "A listener with TLS has a certificate and takes TLS 1.2 with forward secrecy at the least.",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
    _check,
    """
 Resources:
   Listener:
     Type: AWS::ElasticLoadBalancingV2::Listener
     Properties:
       Port: 443
       Protocol: HTTPS
       Certificates: [{CertificateArn: arn:aws:acm:us-west-2:111122223333:certificate/1}]
-      SslPolicy: ELBSecurityPolicy-2016-08
+      SslPolicy: ELBSecurityPolicy-TLS13-1-2-Res-2021-06
    """,
)
