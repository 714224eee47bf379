"""The Application Load Balancer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from troposphere.elasticloadbalancingv2 import LoadBalancer, LoadBalancerAttributes

from generator.model.project import Project
from generator.naming import logical
from generator.policies.bucket import LOAD_BALANCER_PREFIX


def load_balancer(project: Project, subnets: Any, security_group: Any, log_bucket: Any | None) -> LoadBalancer:
    """In every public subnet; an internal one in those of the tasks.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
    """
    return LoadBalancer(
        logical.LOAD_BALANCER,
        Name=project.names.load_balancer,
        Type="application",
        Scheme=project.load_balancer.scheme,
        Subnets=subnets,
        SecurityGroups=[security_group],
        LoadBalancerAttributes=[
            LoadBalancerAttributes(Key=key, Value=value) for key, value in _attributes(project, log_bucket)
        ],
    )


def _attributes(project: Project, log_bucket: Any | None) -> Iterator[tuple[str, Any]]:
    balancer = project.load_balancer
    yield "deletion_protection.enabled", _flag(balancer.deletion_protection)
    yield "routing.http.drop_invalid_header_fields.enabled", _flag(True)
    yield "routing.http.desync_mitigation_mode", "defensive"
    yield "access_logs.s3.enabled", _flag(log_bucket is not None)
    if log_bucket is not None:
        yield "access_logs.s3.bucket", log_bucket
        yield "access_logs.s3.prefix", LOAD_BALANCER_PREFIX


def _flag(value: bool) -> str:
    return "true" if value else "false"
