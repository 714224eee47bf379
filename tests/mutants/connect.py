"""Mutants of services that reach each other by their names."""

from __future__ import annotations

from tests.mutants.mutant import Damage, Mutant, add, put
from tests.mutants.world import NotApplicableError, World

_ALONE = "its services do not say connect"
_SERVICE = "Resources/Service/Properties"
_CONNECT = f"{_SERVICE}/ServiceConnectConfiguration"
_OF_IT = f"{_CONNECT}/Services/0"


def _with(damage: Damage) -> Damage:
    """Where there is something to damage."""

    def applied(world: World) -> None:
        if "connect" not in world.templates:
            raise NotApplicableError(_ALONE)
        damage(world)

    return applied


MUTANTS = (
    Mutant("port-of-another-name", "service-connect", _with(put("service", f"{_OF_IT}/PortName", "other")), _ALONE),
    Mutant("no-port-to-reach", "service-connect", _with(put("service", f"{_OF_IT}/ClientAliases", [])), _ALONE),
    Mutant(
        "name-of-another",
        "service-connect",
        _with(put("service", f"{_OF_IT}/DiscoveryName", "shop-prod--admin")),
        _ALONE,
    ),
    Mutant(
        "connected-by-codedeploy",
        "controller-features",
        _with(put("service", f"{_SERVICE}/DeploymentController/Type", "CODE_DEPLOY")),
        _ALONE,
    ),
    Mutant("group-that-is-not-there", "imports", _with(add("connect", "Outputs", {})), _ALONE),
)
