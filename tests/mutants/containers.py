"""Mutants of a task of several containers, of its volumes, and of the task that runs before a release."""

from __future__ import annotations

from typing import Any

from tests.mutants.mutant import Damage, Mutant, put, statement
from tests.mutants.volumes import MUTANTS as OF_VOLUMES
from tests.mutants.world import TASK_DEFINITION, NotApplicableError, World

_NONE = "the service has no sidecar called pages"
_NO_BEFORE = "nothing runs before a release"


def _container(world: World, name: str) -> dict[str, Any]:
    if world.is_shifted_by_ecs:
        raise NotApplicableError(name)
    for container in world.get(TASK_DEFINITION, "containerDefinitions"):
        if container["name"] == name:
            found: dict[str, Any] = container
            return found
    raise NotApplicableError(name)


def _of(which: str, **values: Any) -> Damage:
    """Other values in a container of the task; None takes one away."""

    def damage(world: World) -> None:
        container = _container(world, which)
        for key, value in values.items():
            if value is None:
                del container[key]
            else:
                container[key] = value

    return damage


def _volumes(change: Any) -> Damage:
    def damage(world: World) -> None:
        _container(world, "pages")
        change(world.get(TASK_DEFINITION, "volumes"))

    return damage


def _unencrypted(volumes: list[dict[str, Any]]) -> None:
    volumes[0]["efsVolumeConfiguration"]["transitEncryption"] = "DISABLED"


def _elsewhere(volumes: list[dict[str, Any]]) -> None:
    volumes[0]["efsVolumeConfiguration"]["rootDirectory"] = "/fonts"


_WAIT = [{"containerName": "shop", "condition": "START"}]
_MOUNT = [{"sourceVolume": "sites", "containerPath": "/pages", "readOnly": False}]
_ANOTHER = "arn:aws:ecs:eu-central-1:111122223333:task-definition/shop-prod:*"

_NETWORK = "Resources/0/TargetService/Properties/NetworkConfiguration/AwsvpcConfiguration"
_NO_GROUPS = "the spec names no security groups"


def _crowded(world: World) -> None:
    _container(world, "pages")
    groups = world.get("appspec.yaml", f"{_NETWORK}/SecurityGroups")
    groups += [f"sg-0abc1234def56789{number}" for number in range(1, 4)]


def _anywhere(world: World) -> None:
    _container(world, "pages")
    del world.get("appspec.yaml", _NETWORK)["Subnets"]


_ONE_PORT = "requests and health checks go to one port"


def _asked_elsewhere(world: World) -> None:
    world.get("routes", "Resources/ServiceHealthFromLoadBalancer")
    for colour in ("Blue", "Green"):
        world.get("routes", f"Resources/{colour}TargetGroup/Properties")["HealthCheckPort"] = "9999"


MUTANTS = (
    *OF_VOLUMES,
    Mutant("six-security-groups", "task-security-groups", _crowded, _NO_GROUPS),
    Mutant("groups-without-subnets", "appspec-shape", _anywhere, _NO_GROUPS),
    Mutant("target-that-opens-no-port", "container-name", _of("proxy", portMappings=None), _NONE),
    Mutant("health-asked-where-nothing-listens", "health-check", _asked_elsewhere, _ONE_PORT),
    Mutant(
        "health-port-shut",
        "security-group-port",
        put("routes", "Resources/ServiceHealthFromLoadBalancer/Properties/FromPort", 9999),
        _ONE_PORT,
    ),
    Mutant(
        "health-port-out-of-reach",
        "security-group-egress",
        put("routes", "Resources/LoadBalancerToServiceHealth/Properties/FromPort", 9999),
        _ONE_PORT,
    ),
    Mutant("essential-that-finishes", "container-order", _of("pages", essential=True), _NONE),
    Mutant("healthy-without-a-check", "container-order", _of("proxy", healthCheck=None), _NONE),
    Mutant("each-waits-for-the-other", "container-order", _of("pages", dependsOn=_WAIT), _NONE),
    Mutant("waits-for-nobody", "container-order", _of("pages", name="sites"), _NONE),
    Mutant("mounts-no-volume", "volumes", _of("pages", mountPoints=_MOUNT), _NONE),
    Mutant("volume-without-encryption", "volumes", _volumes(_unencrypted), _NONE),
    Mutant("folder-beside-the-access-point", "volumes", _volumes(_elsewhere), _NONE),
    Mutant("volume-of-nobody", "volumes", _volumes(lambda volumes: volumes.append({"name": "left"})), _NONE),
    Mutant("before-may-not-start", "deploy-permissions", statement("BeforeRole", "RunTask", Effect="Deny"), _NO_BEFORE),
    Mutant(
        "before-of-another-family",
        "permission-resource",
        statement("BeforeRole", "RunTask", Resource=[_ANOTHER]),
        _NO_BEFORE,
    ),
)
