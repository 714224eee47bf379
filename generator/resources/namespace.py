"""The namespace of Cloud Map in which the services of an environment have their names."""

from __future__ import annotations

from troposphere.servicediscovery import HttpNamespace

from generator.model.project import Project
from generator.naming import logical


def namespace(project: Project) -> HttpNamespace:
    """Without any DNS: the proxies of Service Connect know the names, and ask for nothing else.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html
    """
    return HttpNamespace(
        logical.NAMESPACE,
        Name=project.names.namespace,
        Description=f"Services of {project.name} in {project.environment.name}, by their names",
    )
