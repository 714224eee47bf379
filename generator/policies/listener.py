"""An environment -> its listeners and their rules, as far as policies can name them."""

from __future__ import annotations

from typing import Any

from generator.cfn import arn
from generator.model.project import Project


def listeners(project: Project) -> list[Any]:
    """ARNs: those of a load balancer that is made have ids that nobody knows, and of one that exists two are ours."""
    if existing := project.load_balancer.existing:
        return [*existing.listeners]
    return [arn.regional("elasticloadbalancing", f"listener/app/{project.names.load_balancer}/*")]


def rules(project: Project) -> list[Any]:
    """ARNs: rules have ids that nobody knows, also those of other owners on the same listener.

    https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
    """
    if existing := project.load_balancer.existing:
        return [of_listener(listener) for listener in existing.listeners]
    return [arn.regional("elasticloadbalancing", f"listener-rule/app/{project.names.load_balancer}/*")]


def of_listener(listener: str) -> str:
    """The rules of a listener that is given by its ARN."""
    return f"{listener.replace(':listener/', ':listener-rule/')}/*"
