"""The stack ``service`` of the engine ``ecs``: what runs, and how a release of it shifts traffic.

Whatever changes in its template is a release of the same image; a release of another one changes its parameters.
"""

from __future__ import annotations

from generator.cfn.template import Template
from generator.model.service import Service
from generator.stacks.running import add_service
from generator.stacks.stack import ServiceStack


def template(service: Service) -> Template:
    """After the alarms: ECS asks for them by name."""
    result = Template(f"{service.names.base}: what runs, and how a release shifts traffic", service.resource_tags)
    add_service(result, service)
    return result


SERVICE = ServiceStack(
    "service",
    template,
    after=("network", "base", "alb", "connect", "efs", "volume", "iam", "routes", "queue", "ecs", "monitoring"),
)
