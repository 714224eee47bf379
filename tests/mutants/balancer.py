"""Mutants of the load balancer: its listeners, their rules and certificates, its target groups and attributes."""

from __future__ import annotations

from tests.mutants.mutant import Mutant, copy, put
from tests.mutants.world import NotApplicableError, World


def _swapped_listeners(world: World) -> None:
    pair = world.get("codedeploy", "Resources/DeploymentGroup/Properties/LoadBalancerInfo/TargetGroupPairInfoList/0")
    if "TestTrafficRoute" not in pair:
        raise NotApplicableError("TestTrafficRoute")
    pair["ProdTrafficRoute"], pair["TestTrafficRoute"] = pair["TestTrafficRoute"], pair["ProdTrafficRoute"]


def _half_to_green(world: World) -> None:
    rule = world.get("routes", "Resources/ProductionRule/Properties")
    groups = [{"TargetGroupArn": {"Ref": name}, "Weight": 50} for name in ("BlueTargetGroup", "GreenTargetGroup")]
    rule["Actions"] = [{"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}]


def _without_tls(world: World) -> None:
    world.get("alb", "Resources/ProductionListener/Properties/Certificates")
    put("alb", "Resources/ProductionListener/Properties/Protocol", "HTTP")(world)


_HTTP = "it is reached without TLS"
_REDIRECT = "Resources/RedirectListener/Properties/DefaultActions/0/RedirectConfig"
_CERTIFICATE = "arn:aws:acm:ap-south-2:111122223333:certificate/1"
_GROUPS = ("BlueTargetGroup", "GreenTargetGroup")


def _both(key: str, value: object) -> Mutant:
    def damage(world: World) -> None:
        for group in _GROUPS:
            world.get("routes", f"Resources/{group}/Properties")[key] = value

    return Mutant(f"both-groups-{key}", "health-check", damage)


MUTANTS = (
    Mutant("swapped-listeners", "swapped-listeners", _swapped_listeners, "there is no test listener"),
    Mutant("half-to-nobody", "forward-weights", _half_to_green),
    Mutant(
        "listeners-on-one-port",
        "listener-port",
        copy("alb", "Resources/ProductionListener/Properties/Port", "Resources/RedirectListener/Properties/Port"),
        _HTTP,
    ),
    Mutant("redirect-to-itself", "redirect", put("alb", f"{_REDIRECT}/Protocol", "HTTP"), _HTTP),
    Mutant("redirect-to-a-silent-port", "redirect", put("alb", f"{_REDIRECT}/Port", "8443"), _HTTP),
    Mutant(
        "misspelt-attribute",
        "balancer-attributes",
        put("alb", "Resources/LoadBalancer/Properties/LoadBalancerAttributes/0/Key", "deletion_protection.enable"),
    ),
    Mutant(
        "attribute-of-another-type",
        "balancer-attributes",
        put(
            "routes",
            "Resources/BlueTargetGroup/Properties/TargetGroupAttributes/0",
            {"Key": "stickiness.type", "Value": "source_ip"},
        ),
    ),
    Mutant(
        "sticky-group",
        "stickiness",
        put(
            "routes",
            "Resources/BlueTargetGroup/Properties/TargetGroupAttributes/0",
            {"Key": "stickiness.enabled", "Value": "true"},
        ),
    ),
    Mutant(
        "certificate-of-another-region",
        "listener-certificate",
        put("alb", "Resources/ProductionListener/Properties/Certificates/0/CertificateArn", _CERTIFICATE),
        _HTTP,
    ),
    Mutant(
        "certificate-without-tls",
        "listener-certificate",
        _without_tls,
        _HTTP,
    ),
    _both("HealthCheckProtocol", "HTTPS"),
    _both("Matcher", {"HttpCode": "200-499"}),
    _both("HealthCheckIntervalSeconds", 600),
)
