"""Systems -> volumes that a task mounts and does not have, has and does not mount, or cannot have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.container import containers
from generator.gate.rule import Finding, Rule
from generator.gate.system import System, Task
from generator.gate.value import is_literal, is_unknown, mapping, mappings, sequence, text
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for task in system.tasks:
        volumes = [text(volume, "Name") for volume in mappings(task.properties, "Volumes")]
        mounted: set[str] = set()
        for path, container in containers(task):
            for index, mount in enumerate(mappings(container, "MountPoints")):
                name = text(mount, "SourceVolume")
                mounted.add(name)
                if is_literal(name) and name not in volumes and _are_known(task, "Volumes"):
                    message = f"mounts the volume '{name}', which is not in volumes"
                    yield Finding(task.place, message, task.path(*path, "MountPoints", index))
            yield from _taken(task, path, container)
        for index, volume in enumerate(mappings(task.properties, "Volumes")):
            yield from _of_volume(task, index, volume)
            if text(volume, "Name") not in mounted and _are_known(task, "ContainerDefinitions") and "" not in mounted:
                message = f"no container mounts the volume '{text(volume, 'Name')}'"
                yield Finding(task.place, message, task.path("Volumes", index), severity=Severity.WARNING)


def _are_known(task: Task, key: str) -> bool:
    """Whether the names in a list are all there."""
    every = sequence(task.properties, key)
    is_list = not is_unknown(task.properties.get(key)) or bool(every)
    return is_list and not any(is_unknown(item, "Name") or is_unknown(item, "MountPoints") for item in every)


def _taken(task: Task, path: tuple[str | int, ...], container: Mapping[str, Any]) -> Iterator[Finding]:
    names = [text(other, "Name") for _, other in containers(task)]
    for index, source in enumerate(mappings(container, "VolumesFrom")):
        name = text(source, "SourceContainer")
        if is_literal(name) and name not in names and all(map(is_literal, names)):
            message = f"takes the volumes of the container '{name}', which the task does not have"
            yield Finding(task.place, message, task.path(*path, "VolumesFrom", index))


def _of_volume(task: Task, index: int, volume: Mapping[str, Any]) -> Iterator[Finding]:
    path = task.path("Volumes", index)
    kinds = [key for key in volume if key.endswith("VolumeConfiguration") or key == "Host"]
    if len(kinds) > 1:
        yield Finding(task.place, f"a volume is of one kind, and not {' and '.join(kinds)}", path)
    efs = mapping(volume, "EFSVolumeConfiguration") or mapping(volume, "EfsVolumeConfiguration")
    access = mapping(efs, "AuthorizationConfig")
    if not access:
        return
    encrypted = text(efs, "TransitEncryption")
    if encrypted in ("", "DISABLED") and not is_unknown(efs, "TransitEncryption"):
        message = "an EFS volume with authorizationConfig has transitEncryption ENABLED"
        yield Finding(task.place, message, path)
    root = text(efs, "RootDirectory")
    if text(access, "AccessPointId") and root not in ("", "/"):
        message = f"an EFS volume with an access point has no rootDirectory but /, and here {root}"
        yield Finding(task.place, message, path)


RULE = Rule(
    "volumes",
    "Containers mount the volumes that their task has, and the task has no others.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html",
    _check,
    """
 taskdef.json:
   family: shop
   memory: "512"
+  volumes: [{name: tmp}]
   containerDefinitions:
     - name: shop
       image: "<IMAGE1_NAME>"
       mountPoints: [{sourceVolume: tmp, containerPath: /tmp}]
    """,
)
