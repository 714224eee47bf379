"""An environment, and a service of it -> the address at which users reach them."""

from __future__ import annotations

from generator.model.project import Project
from generator.model.service import Service

_PATTERN = frozenset("*?")


def environment_address(project: Project, balancer: str) -> str:
    """``https://shop.example.com/``, or by the load balancer's DNS name; empty where neither is known."""
    front = project.load_balancer
    return _address(project, front.domain.name if front.domain else balancer)


def service_address(service: Service, balancer: str) -> str:
    """The same as far as a service's route says it: its first host and path, up to the first ``*`` or ``?``."""
    front = service.project.load_balancer
    named = [host for host in service.route.host if not _PATTERN & {*host}]
    base = _address(service.project, named[0] if named else front.domain.name if front.domain else balancer)
    return base and base + _path(service)


def _address(project: Project, host: str) -> str:
    return f"{project.load_balancer.protocol.lower()}://{host}/" if host else ""


def _path(service: Service) -> str:
    first = next(iter(service.route.path), "/").removeprefix("/")
    plain = next((first[:place] for place, letter in enumerate(first) if letter in _PATTERN), first)
    # Of /v?/* only the folder can be asked for.
    return plain if plain == first else plain[: plain.rfind("/") + 1]
