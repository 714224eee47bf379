"""Systems -> health checks that cannot work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.balancer_attribute import type_of
from generator.gate.blue_green import SERVICE, TARGET_GROUP
from generator.gate.rule import Finding, Rule
from generator.gate.service_task import ports_of, tasks_of
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, is_true, mappings, number, setting, text
from generator.problems import Severity

_HTTP = frozenset({"HTTP", "HTTPS"})
_FIRST_CODE, _FAILURES, _LAST_CODE = 200, 400, 499
_RANGE = re.compile(r"(\d+)(?:-(\d+))?")

# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
_BOUNDS = {
    "HealthCheckIntervalSeconds": range(5, 301),
    "HealthCheckTimeoutSeconds": range(2, 121),
    "HealthyThresholdCount": range(2, 11),
    "UnhealthyThresholdCount": range(2, 11),
}


def _check(system: System) -> Iterator[Finding]:
    for group in system.of(TARGET_GROUP):
        path = text(group.properties, "HealthCheckPath")
        if path and is_literal(path) and not path.startswith("/"):
            yield Finding(group, f"HealthCheckPath '{path}' does not begin with a slash", ("HealthCheckPath",))
        interval, timeout = (number(group.properties, f"HealthCheck{noun}Seconds") for noun in ("Interval", "Timeout"))
        if interval is not None and timeout is not None and timeout >= interval:
            message = f"a health check may take {timeout} s, but the next begins after {interval} s"
            yield Finding(group, message, ("HealthCheckTimeoutSeconds",))
        if "HealthCheckEnabled" in group.properties and not is_true(group.properties, "HealthCheckEnabled"):
            yield Finding(group, "without health checks a broken release gets its traffic", ("HealthCheckEnabled",))
        yield from _protocol(group)
        yield from _bounds(group)
        port, answering = text(group.properties, "HealthCheckPort"), _ports(system, group)
        if is_literal(port) and port != "traffic-port" and answering and port not in answering:
            message = f"asks port {port} for health, but the tasks answer on {', '.join(sorted(answering))}"
            yield Finding(group, message, ("HealthCheckPort",), severity=Severity.WARNING)


def _protocol(group: Resource) -> Iterator[Finding]:
    """Findings about what it speaks, and which answers it takes for health."""
    own, asked = (text(group.properties, key) for key in ("Protocol", "HealthCheckProtocol"))
    if type_of(own) != "application":
        return
    if is_literal(asked) and asked not in _HTTP:
        yield Finding(group, f"a target group for {own} is not asked for health by {asked}", ("HealthCheckProtocol",))
    is_same_port = setting(group.properties, "traffic-port", "HealthCheckPort") in ("traffic-port", _port(group))
    if own in _HTTP and asked in _HTTP and asked != own and is_same_port:
        message = f"asks for health by {asked} where the tasks speak {own}: no task ever gets healthy"
        yield Finding(group, message, ("HealthCheckProtocol",))
    codes = text(group.properties, "Matcher", "HttpCode")
    for first, last in _RANGE.findall(codes) if is_literal(codes) else ():
        low, high = int(first), int(last or first)
        if high > _LAST_CODE or low < _FIRST_CODE:
            message = f"takes {first}{'-' + last if last else ''} for health; the codes go from 200 to 499"
            yield Finding(group, message, ("Matcher",))
        elif high >= _FAILURES:
            message = f"takes {max(low, _FAILURES)} for health: a task that refuses every request gets its traffic"
            yield Finding(group, message, ("Matcher",), severity=Severity.WARNING)


def _port(group: Resource) -> str:
    return text(group.properties, "Port") or "traffic-port"


def _bounds(group: Resource) -> Iterator[Finding]:
    for key, bounds in _BOUNDS.items():
        value = number(group.properties, key)
        if value is not None and value not in bounds:
            yield Finding(group, f"{key} is {value}; it goes from {bounds[0]} to {bounds[-1]}", (key,))


def _ports(system: System, group: Resource) -> set[str]:
    """The ports that services register their tasks with in the target group, and those that the tasks open besides.

    Its own is for targets without one. Empty where some port is not known.
    """
    found: set[str] = set()
    for service in system.of(SERVICE):
        for balancer in mappings(service.properties, "LoadBalancers"):
            if system.at(text(balancer, "TargetGroupArn")) is group and number(balancer, "ContainerPort") is not None:
                opened = [port for task in tasks_of(system, service) for port in ports_of(task)]
                if None in opened:
                    return set()
                found |= {text(balancer, "ContainerPort"), *map(str, opened)}
    return found


RULE = Rule(
    "health-check",
    "A health check asks a path of the port that the tasks answer on, and takes less time than there is between two.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
    _check,
    """
 Resources:
   Blue:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties:
       HealthCheckIntervalSeconds: 10
-      HealthCheckTimeoutSeconds: 10
+      HealthCheckTimeoutSeconds: 5
    """,
)
