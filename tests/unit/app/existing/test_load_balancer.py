"""A load balancer that the spec names, and on which the environment's services could not be reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from generator.app.existing.fault import Fault
from generator.app.existing.load_balancer import load_balancer_faults
from generator.live.security_group import Egress, LiveSecurityGroup, find_security_group
from generator.live.traffic import (
    LiveListener,
    LiveLoadBalancer,
    LiveRule,
    LiveTargetGroup,
    find_load_balancer,
    listeners,
    rules,
    target_groups,
)
from generator.model.load_balancer import ExistingLoadBalancer, LoadBalancer
from generator.model.network import Network
from generator.model.route import Route
from tests.unit.project import container, project

_START = "arn:aws:elasticloadbalancing:us-west-2:111122223333"
LISTENER, TEST = (f"{_START}:listener/app/platform/0123456789abcdef/{number}" for number in ("a" * 16, "b" * 16))
BALANCER = f"{_START}:loadbalancer/app/platform/0123456789abcdef"
BLUE = f"{_START}:targetgroup/shop-prod-blue/1"
_NONE = "there is no load balancer app/platform/0123456789abcdef"
OPEN = LiveSecurityGroup("sg-0a", (Egress(0, 65535),))
WELL: Mapping[Callable[..., Any], Any] = {
    find_load_balancer: lambda name: LiveLoadBalancer(BALANCER, name, "dns", "active", "vpc-0abc", ("sg-0b", "sg-0a")),
    listeners: lambda arn: (LiveListener(LISTENER, 443, "HTTPS"), LiveListener(TEST, 9001, "HTTP")),
    rules: lambda listener: (LiveRule("arn:theirs", "90", {"arn:other": 1}), LiveRule("arn:last", "default", {})),
    target_groups: lambda names: (),
    find_security_group: lambda group: OPEN,
}


def _faults(changed: Mapping[Callable[..., Any], Any] | None = None, **settings: Any) -> list[Fault]:
    facts = {**WELL, **(changed or {})}

    def ask(reader: Callable[..., Any], /, *arguments: Any, **_: Any) -> Any:
        return facts[reader](*arguments)

    given = {
        "load_balancer": LoadBalancer(existing=ExistingLoadBalancer(LISTENER, "sg-0a", TEST)),
        "network": Network(vpc="vpc-0abc", private_subnets=("subnet-0c",)),
        "route": Route(100, ("shop.example.com",)),
        "container": container(port=3000),
        **settings,
    }
    return [*load_balancer_faults(project(**given), ask)]


def test_all_is_well() -> None:
    assert _faults() == []
    assert _faults(load_balancer=LoadBalancer()) == []


@pytest.mark.parametrize(
    ("changed", "key", "what"),
    [
        (
            {find_load_balancer: lambda name: None},
            "listener",
            _NONE,
        ),
        (
            {find_load_balancer: lambda name: LiveLoadBalancer(f"{BALANCER[:-1]}0", name, "dns", "active")},
            "listener",
            _NONE,
        ),
        ({listeners: lambda arn: (LiveListener(TEST, 80, "HTTP"),)}, "listener", f"there is no listener {LISTENER}"),
        (
            {listeners: lambda arn: (LiveListener(LISTENER, 80, "HTTP"),)},
            "test_listener",
            f"there is no listener {TEST}",
        ),
        (
            {find_security_group: lambda group: LiveSecurityGroup(group, (Egress(443, 443),))},
            "security_group",
            "sg-0a lets nothing out to port 3000",
        ),
    ],
)
def test_what_is_not_as_the_spec_says(changed: Any, key: str, what: str) -> None:
    [fault] = _faults(changed)
    assert fault.key == ("load_balancer", "existing", key)
    assert fault.what.startswith(what)


def test_it_is_in_another_vpc_or_in_other_security_groups() -> None:
    [vpc] = _faults(network=Network(vpc="vpc-0fff", private_subnets=("subnet-0c",)))
    assert (vpc.key, vpc.evidence) == (("network", "vpc"), "DescribeLoadBalancers: vpc-0abc")
    existing = ExistingLoadBalancer(LISTENER, "sg-0f")
    [group] = _faults(load_balancer=LoadBalancer(existing=existing))
    assert group.mend == "name one of the load balancer's: sg-0b, sg-0a"


def test_a_priority_is_another_rule_s_until_it_is_ours() -> None:
    taken = {rules: lambda listener: (LiveRule("arn:theirs", "100", {"arn:other": 1}), LiveRule("arn:x", "101", {}))}
    [fault] = _faults(taken)
    assert fault.key == ("route", "priority")
    assert fault.what == "the priority 100 of main is another rule's on platform"
    assert fault.mend == "write priority: 102, or another one that nobody has"
    ours = {
        rules: lambda listener: (LiveRule("arn:ours", "100", {BLUE: 1}),),
        target_groups: lambda names: (LiveTargetGroup(BLUE, names[0], 3000, "ip", (BALANCER,)),),
    }
    assert _faults(ours) == []
