"""Systems -> health checks that cannot work."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE, TARGET_GROUP
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, is_true, mappings, number, text
from generator.problems import Severity


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
        port, answering = text(group.properties, "HealthCheckPort"), _ports(system, group)
        if is_literal(port) and port != "traffic-port" and answering and port not in answering:
            message = f"asks port {port} for health, but the tasks answer on {', '.join(sorted(answering))}"
            yield Finding(group, message, ("HealthCheckPort",), severity=Severity.WARNING)


def _ports(system: System, group: Resource) -> set[str]:
    """The ports that services register their tasks with in the target group; its own is for targets without one."""
    return {
        text(balancer, "ContainerPort")
        for service in system.of(SERVICE)
        for balancer in mappings(service.properties, "LoadBalancers")
        if system.at(text(balancer, "TargetGroupArn")) is group and number(balancer, "ContainerPort") is not None
    }


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
