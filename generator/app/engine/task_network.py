"""A service -> the network of its tasks, as its stacks hand it on: subnets, and the group that is made for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from generator.live.stack import LiveStack
from generator.model.service import Service
from generator.stacks.export import SERVICE_SECURITY_GROUP_ID, TASK_SUBNET_IDS


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
