"""The security groups of others that the spec gives to tasks, and with which ECS would start none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.app.existing.fault import Fault
from generator.app.existing.security_groups import security_group_faults
from generator.live.security_group import LiveSecurityGroup, find_security_group
from generator.model.network import Network
from tests.unit.project import container, project

GROUP = "sg-0abc1234def567890"
HERE = LiveSecurityGroup(GROUP, (), "vpc-0abc")


def _faults(found: LiveSecurityGroup | None, *groups: str) -> list[Fault]:
    def ask(reader: Callable[..., Any], /, *arguments: Any, **_: Any) -> Any:
        assert (reader, arguments) == (find_security_group, (GROUP,))
        return found

    network = Network(vpc="vpc-0abc", private_subnets=("subnet-0c",))
    return [*security_group_faults(project(network=network, container=container(security_groups=groups)), ask)]


def test_one_of_the_vpc_is_well() -> None:
    assert _faults(HERE, GROUP) == []


def test_nothing_is_asked_where_none_is_named() -> None:
    assert _faults(None) == []


@pytest.mark.parametrize(
    ("found", "what"),
    [
        (None, f"there is no security group {GROUP} in us-west-2"),
        (
            LiveSecurityGroup(GROUP, (), "vpc-0fff"),
            f"the security group {GROUP} is in vpc-0fff, and the tasks are in vpc-0abc",
        ),
        (
            LiveSecurityGroup(GROUP, (), "vpc-0abc", "shop-prod-routes"),
            f"the security group {GROUP} is one that canaryform makes",
        ),
    ],
)
def test_one_that_no_task_can_have_or_has_already(found: LiveSecurityGroup | None, what: str) -> None:
    [fault] = _faults(found, GROUP)
    assert (fault.key, fault.what) == (("service", "security_groups"), what)
