"""The account's quotas -> those that the next release, or what is not deployed yet, would pass."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, ok, unknown
from generator.live.client import Aws
from generator.live.quota import Quota, count_addresses, count_load_balancers, count_vpcs, quota, used
from generator.model.container import Container
from generator.model.service import Service
from generator.naming import PRODUCTION_COLOURS

_CPU_UNITS = 1024
_SPOT_OF_FOUR = 3
"""Beside the first task, as appspec.yaml says it of the capacity providers."""


@dataclass(frozen=True)
class _Need:
    """What is needed on top of what is used, of the quota ``code`` of ``service``."""

    service: str
    code: str
    amount: float
    why: str
    count: Callable[[Aws], int] | None = None
    """Counts what is used, where no metric does."""
    known: float | None = None
    """What is used, where nobody has to ask."""


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    for need in _needs(context):
        yield _judged(context, need)


def _needs(context: DiagnosisContext) -> Iterator[_Need]:
    """The codes are those of `aws service-quotas list-service-quotas`."""
    service = context.service
    on_demand, spot = _vcpus(service)
    times = (0 if context.stack("ecs") else 1) + service.overlaps
    yield _Need("fargate", "L-3032A538", times * on_demand, "a release starts every task a second time")
    if spot:
        yield _Need("fargate", "L-36FBB829", times * spot, "a release starts every Spot task a second time")
    if service.project.makes_load_balancer and context.environment_stack("alb") is None:
        why = "the stack alb makes"
        yield _Need("elasticloadbalancing", "L-53DA6B97", 1, why, count_load_balancers)
    if service.answers and context.stack("routes") is None:
        why = "the stack routes makes"
        yield _Need("elasticloadbalancing", "L-822D1B1B", len(PRODUCTION_COLOURS), why, known=0)
    if service.project.network.is_created and context.environment_stack("network") is None:
        why = "the stack network makes"
        yield _Need("vpc", "L-F678F1CE", 1, why, count_vpcs)
        if service.project.network.nat_gateways:
            yield _Need("ec2", "L-0263D0A3", service.project.network.nat_gateways, why, count_addresses)


def _vcpus(service: Service) -> tuple[float, float]:
    """The vCPUs of all tasks at their most: on demand, and Spot."""
    tasks, each = service.container.count.max, service.container.cpu / _CPU_UNITS
    spot = _spot(service.container, tasks)
    return (tasks - spot) * each, spot * each


def _spot(container: Container, tasks: int) -> int:
    if not container.spot:
        return 0
    if container.on_demand is not None:
        return max(tasks - container.on_demand, 0)
    return math.ceil((tasks - 1) * _SPOT_OF_FOUR / 4)


def _judged(context: DiagnosisContext, need: _Need) -> Finding:
    found = context.ask(quota, need.service, need.code)
    there = _used(context, need, found)
    if there is None:
        what = f"how much of {found.name} is used: {need.amount:g} more must fit into {found.value:g}"
        return unknown(what, "Service Quotas names no metric of it")
    words = f"{found.name}: {there:g} of {found.value:g} used, {need.amount:g} more needed"
    if there + need.amount <= found.value:
        return ok(words)
    more = context.aws(
        "service-quotas request-service-quota-increase",
        f"--service-code {need.service} --quota-code {need.code}",
        f"--desired-value {math.ceil(there + need.amount)}",
    )
    return failed(f"{words}: {need.why}", f"GetServiceQuota {need.service} {need.code}: {found.value:g}", more)


def _used(context: DiagnosisContext, need: _Need, found: Quota) -> float | None:
    if need.known is not None:
        return need.known
    if need.count:
        return context.ask(need.count)
    # A metric without a value is that of something that nobody uses.
    return (context.ask(used, found.usage) or 0.0) if found.usage else None


CHECK = Check(
    "quota",
    "the account's quotas",
    "https://docs.aws.amazon.com/servicequotas/latest/userguide/request-quota-increase.html",
    _examine,
)
