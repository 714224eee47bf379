"""Systems -> listeners whose certificate Elastic Load Balancing does not take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.blue_green import LISTENER
from generator.gate.region import region_of, regions
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, lacks, mappings, text
from generator.problems import Severity

_OF_LISTENER = "AWS::ElasticLoadBalancingV2::ListenerCertificate"
_ENCRYPTED = frozenset({"HTTPS", "TLS"})

_CERTIFICATE = re.compile(r"arn:[\w-]+:(?:acm:[\w-]*:\d*:certificate/|iam::\d*:server-certificate/).+")


def _check(system: System) -> Iterator[Finding]:
    for listener in system.of(LISTENER):
        yield from _protocol(listener)
        if len(mappings(listener.properties, "Certificates")) > 1:
            message = "takes one certificate; others are resources of the type ListenerCertificate"
            yield Finding(listener, message, ("Certificates",))
    first: dict[str, str] = {}
    for place in system.of(LISTENER, _OF_LISTENER):
        for index, certificate in enumerate(mappings(place.properties, "Certificates")):
            arn, path = text(certificate, "CertificateArn"), ("Certificates", index, "CertificateArn")
            if not arn.startswith("arn:") or not is_literal(arn):
                continue
            if not _CERTIFICATE.fullmatch(arn):
                yield Finding(place, f"'{arn}' is no certificate", path)
                continue
            region, known = region_of(arn), regions(system, place)
            beside = first.setdefault(text(place.properties, "LoadBalancerArn"), region)
            if region and known and region not in known:
                message = f"the certificate is of {region}, the listener of {', '.join(known)}: CertificateNotFound"
                yield Finding(place, message, path)
            elif region and not known and beside not in ("", region):
                message = f"the certificate is of {region}, another listener's of the load balancer of {beside}"
                yield Finding(place, message, path)


def _protocol(listener: Resource) -> Iterator[Finding]:
    protocol, port = text(listener.properties, "Protocol"), text(listener.properties, "Port")
    if not protocol or protocol in _ENCRYPTED:
        return
    for key in ("Certificates", "SslPolicy"):
        if not lacks(listener.properties, key):
            yield Finding(listener, f"a listener for {protocol} takes no {key}: is it meant for HTTPS?", (key,))
    if protocol == "HTTP" and port == "443":
        message = "speaks plain HTTP on port 443, where every client begins with TLS"
        yield Finding(listener, message, ("Protocol",), severity=Severity.WARNING)


RULE = Rule(
    "listener-certificate",
    "A listener with TLS has one certificate, of its own region; one without TLS has none.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html",
    _check,
    """
 region: us-west-2
 Resources:
   Listener:
     Type: AWS::ElasticLoadBalancingV2::Listener
     Properties:
       Port: 443
       Protocol: HTTPS
       SslPolicy: ELBSecurityPolicy-TLS13-1-2-Res-2021-06
-      Certificates: [{CertificateArn: arn:aws:acm:us-east-1:111122223333:certificate/1}]
+      Certificates: [{CertificateArn: arn:aws:acm:us-west-2:111122223333:certificate/1}]
    """,
)
