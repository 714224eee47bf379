"""A project -> what nobody looked at, since only an account knows it; and who does."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.project import Project
from generator.model.service import Service


def unchecked(project: Project) -> tuple[str, ...]:
    """One sentence for each; the ones that hold of every project last."""
    return tuple(
        dict.fromkeys([*_of_project(project), *(each for one in project.services for each in _of_service(one))])
    )


def _of_project(project: Project) -> Iterator[str]:
    network, balancer = project.network, project.load_balancer
    if project.cluster:
        yield f"whether the cluster {project.cluster} is there, with the capacity providers that the services need"
    if not network.is_created:
        subnets = ", ".join([*network.public_subnets, *network.private_subnets])
        yield f"whether {network.vpc} has the subnets {subnets} with the routes that they need"
    if existing := balancer.existing:
        yield f"whether {existing.name} has the listeners, the security group and the VPC that the spec names"
        yield f"whether the priorities of the routes are free on {existing.name}, and no rule before them takes theirs"
    if balancer.certificate and project.answering:
        yield f"whether the certificate {balancer.certificate} is issued, and for this service's name"
    if balancer.domain and project.answering:
        yield f"whether the zone {balancer.domain.zone} is there and may have the name {balancer.domain.name}"
    if project.connection:
        yield f"whether the connection {project.connection} is authorised for {project.repository}"
    else:
        yield "whether somebody has authorised the connection to GitHub"
    if project.permissions_boundary:
        yield f"whether {project.permissions_boundary} lets the roles do what they have to"
    for address in project.notifications.email:
        yield f"whether {address} has confirmed the subscription"
    yield "the account's quotas, and whether a service control policy denies what is needed"


def _of_service(service: Service) -> Iterator[str]:
    for name, source in service.container.secrets.items():
        yield f"whether the secret {name} is at {source}"
    for step, function in service.release.hooks.functions:
        yield f"whether {function}, the hook {step}, is there and answers in time"
    if service.is_named and not service.answers:
        yield f"whether the image listens on {service.container.port}"
    if not service.answers:
        yield "whether the image starts, takes its work and ends in time when it is told to"
        return
    if service.traffic.requests is None and not service.route.closed:
        yield "how much traffic there is: traffic.requests of the spec says it, or canaryform power --live asks"
    yield "whether the image starts, listens on its port and answers its health check"
