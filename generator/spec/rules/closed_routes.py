"""A service that no load balancer sends requests to -> complaints about what only requests through one would count."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule

_OF_REQUESTS = ("errors", "connections", "latency", "failures")
"""The keys of ``release.alarms`` whose metrics a target group has of requests; its health checks are not among them.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
"""


def _check(reading: Reading) -> Iterator[Finding]:
    if not reading.service.route.closed:
        return
    if reading.says("traffic"):
        message = "no alarm counts its answers: its route is closed, and what other services ask of it is not measured"
        yield Finding(reading.at("traffic"), message, "remove it")
    for key in ("requests", "response_time"):
        if reading.says("service", "count", key):
            message = "the load balancer sends it no requests to count: its route is closed"
            hint = "write cpu: 60 or memory: 75 (percent)"
            yield Finding(reading.culprit(("service", "count", key), ("route", "closed")), message, hint)
    others = [each for each in reading.project.answering if not each.route.closed]
    for key in _OF_REQUESTS:
        where = reading.at("release", "alarms", key)
        # What the project says for all of its services is for the others then.
        is_own = "services." in where.path or not others
        if reading.says("release", "alarms", key) and is_own and _is_on(reading, key):
            message = f"{key} counts requests through the load balancer, and its route is closed"
            yield Finding(where, message, "remove it: unhealthy and tasks are what watches its releases")


def _is_on(reading: Reading, key: str) -> bool:
    return getattr(reading.service.release.alarms, key) is not None


RULE = ServiceRule(
    "closed-routes", "Nothing counts the requests of a service that the load balancer sends none.", _check
)
