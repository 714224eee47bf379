"""The stack ``dashboard``: all services of an environment on one page."""

from __future__ import annotations

from generator.cfn.template import Template
from generator.model.project import Project
from generator.resources.dashboard import Dimensions, dashboard
from generator.stacks import export
from generator.stacks.stack import EnvironmentStack


def template(project: Project) -> Template:
    """After the services: a metric of the load balancer is found by ids that target groups have once they are there."""
    result = Template(f"{project.names.base}: dashboard", project.resource_tags)
    balancer = export.LOAD_BALANCER_FULL_NAME.take(project) if project.answering else None
    shown = [Dimensions(service, export.target_group_full_names(service)) for service in project.services]
    result.add(dashboard(project, balancer, shown), project.origin)
    return result


DASHBOARD = EnvironmentStack("dashboard", template, after=("alb", "routes", "monitoring"))
