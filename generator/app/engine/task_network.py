"""A service -> what its stacks hand on: the network of its tasks, and the folder that these mount."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from generator.live.stack import LiveStack
from generator.model.service import Service
from generator.stacks.export import ACCESS_POINT_ID, FILE_SYSTEM_ID, SERVICE_SECURITY_GROUP_ID, TASK_SUBNET_IDS


class TaskNetwork(NamedTuple):
    """Where the tasks are."""

    subnets: tuple[str, ...]
    security_group: str


def task_network(service: Service, find: Callable[[str], LiveStack | None]) -> TaskNetwork | None:
    """None before both stacks are there; ``find`` looks for one by its name."""
    network = find(service.project.names.handing_stack(TASK_SUBNET_IDS.stack))
    routes = find(service.names.stack(SERVICE_SECURITY_GROUP_ID.stack))
    if not (network and routes):
        return None
    subnets = network.outputs[TASK_SUBNET_IDS.output].split(",")
    return TaskNetwork(tuple(subnets), routes.outputs[SERVICE_SECURITY_GROUP_ID.output])


def mounted_folder(service: Service, find: Callable[[str], LiveStack | None]) -> tuple[str, str] | None:
    """The ids of the file system and of the access point of its folder; None before both stacks are there."""
    efs = find(service.project.names.stack(FILE_SYSTEM_ID.stack))
    volume = find(service.names.stack(ACCESS_POINT_ID.stack))
    if not (efs and volume):
        return None
    return efs.outputs[FILE_SYSTEM_ID.output], volume.outputs[ACCESS_POINT_ID.output]
