"""A release, of CodeDeploy or of ECS -> the alarms that stop it, and the target groups that they are to watch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.gate.alarm import ALARM, alarms_path
from generator.gate.blue_green import SERVICE, TARGET_GROUP, releases
from generator.gate.native import Native, natives
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import is_true, is_unknown, mappings, sequence, text


class Watch(NamedTuple):
    """What watches one release."""

    group: Resource
    """The deployment group, or the service that ECS shifts."""
    names: list[str]
    """Of the alarms, or references of them."""
    target_groups: list[Resource]
    """Those that a template makes."""
    alarms: list[Resource]
    """Those that a template makes."""

    @property
    def path(self) -> Path:
        """Where the alarms are named."""
        return alarms_path(self.group)

    def name_path(self, index: int) -> Path:
        """Where one of them is named."""
        own: Path = ("AlarmNames", index) if self.group.type == SERVICE else ("Alarms", index, "Name")
        return (*self.path, *own)

    @property
    def is_on(self) -> bool:
        """Whether they are heeded."""
        if self.group.type == SERVICE:
            return is_true(self.group.properties, "DeploymentConfiguration", "Alarms", "Enable")
        return is_true(self.group.properties, "AlarmConfiguration", "Enabled")

    @property
    def is_said(self) -> bool:
        """Whether templates say of each alarm what it watches."""
        return len(self.alarms) == len(self.names) and not any(is_unknown(each.properties) for each in self.alarms)


def watches(system: System) -> Iterator[Watch]:
    """Of every release; ECS's with their alarms turned off have none."""
    for release in releases(system):
        listed = mappings(release.group.properties, "AlarmConfiguration", "Alarms")
        yield _watch(system, release.group, [text(item, "Name") for item in listed], release.target_groups)
    for native in natives(system):
        yield from native_watches(system, native)


def native_watches(system: System, native: Native) -> Iterator[Watch]:
    """Of one release by ECS: one for each balancer's entry of which it exchanges the target groups."""
    is_on = is_true(native.configuration, "Alarms", "Enable")
    names = [text(name) for name in sequence(native.configuration, "Alarms", "AlarmNames")] if is_on else []
    for swap in native.swaps:
        groups = [group for name in swap.groups if (group := system.find(TARGET_GROUP, name))]
        yield _watch(system, native.service, names, groups)


def _watch(system: System, group: Resource, names: list[str], target_groups: list[Resource]) -> Watch:
    return Watch(group, names, target_groups, [each for name in names if (each := system.find(ALARM, name))])
