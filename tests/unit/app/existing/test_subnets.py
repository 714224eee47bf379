"""The subnets of a VPC that exists, in which the mount targets of a file system are to be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.app.existing.fault import Fault
from generator.app.existing.subnets import subnet_faults
from generator.live.subnet import zones
from generator.model.network import Network
from generator.model.project import Project
from tests.unit.project import FOLDER, container, project

NETWORK = Network(vpc="vpc-0abc", private_subnets=("subnet-1", "subnet-2"))


def _faults(made: Project, found: Mapping[str, str]) -> list[Fault]:
    def ask(reader: Callable[..., Any], /, *arguments: Any, **_: Any) -> Any:
        assert (reader, arguments) == (zones, (("subnet-1", "subnet-2"),))
        return found

    return [*subnet_faults(made, ask)]


def test_a_zone_for_each_is_well() -> None:
    made = project(network=NETWORK, container=container(volumes=FOLDER))
    assert _faults(made, {"subnet-1": "usw2-az1", "subnet-2": "usw2-az2"}) == []


def test_two_in_a_zone_are_told() -> None:
    made = project(network=NETWORK, container=container(volumes=FOLDER))
    [fault] = _faults(made, {"subnet-1": "usw2-az1", "subnet-2": "usw2-az1"})
    assert fault.key == ("network", "private_subnets")
    assert "subnet-1 and subnet-2 are both in usw2-az1" in fault.what


def test_nothing_is_asked_where_no_file_system_or_the_subnets_are_made() -> None:
    same = {"subnet-1": "usw2-az1", "subnet-2": "usw2-az1"}
    assert _faults(project(network=NETWORK), same) == []
    assert _faults(project(container=container(volumes=FOLDER)), same) == []
