"""The file systems of a task -> complaints about those that cannot be mounted, or that nobody mounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model.sidecar import Volume
from generator.spec.node import Step
from generator.spec.rules.protocol import Finding, Reading, ServiceRule

_AT = ("service", "volumes")
_OF_THE_KERNEL = frozenset({"dev", "proc", "sys"})
"""File systems that every container has: https://github.com/opencontainers/runtime-spec/blob/main/config-linux.md."""


def _check(reading: Reading) -> Iterator[Finding]:
    container = reading.service.container
    own = {name: volume.path for name, volume in container.volumes.items() if volume.path}
    mounted = set(own)
    yield from _twice(reading, own, [(*_AT, name, "path") for name in own])
    yield from _unusable(reading, own, [(*_AT, name, "path") for name in own])
    if container.tmp and "/tmp" in own.values():
        name = next(name for name, path in own.items() if path == "/tmp")
        yield Finding(reading.culprit((*_AT, name, "path"), ("service", "tmp")), "`tmp: true` mounts /tmp too")
    for sidecar, each in container.sidecars.items():
        at = ("service", "sidecars", sidecar, "volumes")
        for name in each.volumes:
            if name not in container.volumes:
                known = f"there are {', '.join(container.volumes)}" if container.volumes else "service.volumes has none"
                yield Finding(reading.at(*at, name), f"there is no volume {name}", known)
        yield from _twice(reading, each.volumes, [(*at, name) for name in each.volumes])
        yield from _unusable(reading, each.volumes, [(*at, name) for name in each.volumes])
        mounted |= each.volumes.keys()
    for name, volume in container.volumes.items():
        if name not in mounted:
            yield Finding(
                reading.at(*_AT, name), "is mounted nowhere", "give it a path, or a path in a sidecar's volumes"
            )
        yield from _made(reading, name, volume) if volume.is_made else _efs(reading, name, volume)
    made = [name for name, volume in container.volumes.items() if volume.is_made]
    for name in made[1:]:
        message = f"{made[0]} is this service's folder already, and there is one for each service"
        hint = f"let {made[0]} hold a folder for each, or give this one the id of a file system"
        yield Finding(reading.at(*_AT, name, "efs"), message, hint)


def _twice(reading: Reading, at: Mapping[str, str], places: list[tuple[Step, ...]]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for (name, path), place in zip(at.items(), places, strict=True):
        if path in seen:
            yield Finding(reading.at(*place), f"{seen[path]} is at {path} already")
        seen.setdefault(path, name)


def _unusable(reading: Reading, at: Mapping[str, str], places: list[tuple[Step, ...]]) -> Iterator[Finding]:
    for path, place in zip(at.values(), places, strict=True):
        steps = path.split("/")[1:]
        if {".", ".."} & {*steps}:
            yield Finding(reading.at(*place), f"{path} leads somewhere else than it says", "write it without . and ..")
        elif steps[0] in _OF_THE_KERNEL:
            message = f"/{steps[0]} is the kernel's: a container whose own is hidden does not start"
            yield Finding(reading.at(*place), message, "give it a path of its own, such as /var/cache")


def _made(reading: Reading, name: str, volume: Volume) -> Iterator[Finding]:
    if volume.access_point:
        where = reading.culprit((*_AT, name, "efs"), (*_AT, name, "access_point"))
        message = "the access point is made with the file system, and this is one of another"
        yield Finding(where, message, "remove access_point, or name its file system: `efs: fs-…`")
    if volume.read_only:
        message = "nobody could write to a folder that is made empty"
        yield Finding(reading.at(*_AT, name, "read_only"), message, "remove it")


def _efs(reading: Reading, name: str, volume: Volume) -> Iterator[Finding]:
    if volume.efs is None:
        if volume.access_point:
            where = reading.at(*_AT, name, "access_point")
            yield Finding(where, "is an access point of no file system", "name that: `efs: fs-…`")
        elif volume.read_only:
            where = reading.at(*_AT, name, "read_only")
            yield Finding(where, "nobody could write to a volume that is empty at the start", "remove it")
        return
    if volume.access_point is None:
        hint = "`access_point: fsap-…` says which folder, and as whom; without one, everybody is who they say they are"
        own = reading.at(*_AT, name, "efs")
        where = own if own.path.startswith("environments.") else reading.at(*_AT, name)
        yield Finding(where, "access_point is missing", hint)
    if reading.project.network.is_created:
        # https://docs.aws.amazon.com/efs/latest/ug/manage-fs-access-vpc-peering.html: mount targets are in one VPC.
        message = "a file system that exists has no mount target in the subnets of a VPC that is only made"
        hint = "write `efs: true`, and one is made; or name its VPC and subnets: `network: {vpc: vpc-…, …}`"
        yield Finding(reading.at(*_AT, name, "efs"), message, hint)


RULE = ServiceRule(
    "volumes", "A volume is mounted, once at a path, and one of EFS where its mount targets are.", _check
)
