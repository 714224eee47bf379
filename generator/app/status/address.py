"""An environment, and a service of it -> the address at which users reach them."""

from __future__ import annotations

from generator.live.traffic import LiveListener
from generator.model.project import Project
from generator.model.service import Service

_PATTERN = frozenset("*?")
_PORTS = {"http": 80, "https": 443}


def environment_address(project: Project, balancer: str, listener: LiveListener | None = None) -> str:
    """``https://shop.example.com/``, or by the load balancer's DNS name; empty where neither is known.

    Behind a load balancer that exists it is the first service's: what others have there is not the environment's.
    """
    front = project.load_balancer
    if front.existing:
        return service_address(project.services[0], balancer, listener)
    return _address(project, front.domain.name if front.domain else balancer, listener)


def service_address(service: Service, balancer: str, listener: LiveListener | None = None) -> str:
    """The same as far as a service's route says it: its first host and path, up to the first ``*`` or ``?``.

    ``listener`` is the one that users reach: of one that exists, nobody else knows protocol and port.
    """
    front = service.project.load_balancer
    named = [host for host in service.route.host if not _PATTERN & {*host}]
    host = named[0] if named else front.domain.name if front.domain else balancer
    base = _address(service.project, host, listener)
    return base and base + _path(service)


def _address(project: Project, host: str, listener: LiveListener | None) -> str:
    if not project.load_balancer.existing:
        return f"{project.load_balancer.protocol.lower()}://{host}/" if host else ""
    if not host or listener is None:
        return ""
    scheme = listener.protocol.lower()
    port = "" if listener.port == _PORTS.get(scheme) else f":{listener.port}"
    return f"{scheme}://{host}{port}/"


def _path(service: Service) -> str:
    first = next(iter(service.route.path), "/").removeprefix("/")
    plain = next((first[:place] for place, letter in enumerate(first) if letter in _PATTERN), first)
    # Of /v?/* only the folder can be asked for.
    return plain if plain == first else plain[: plain.rfind("/") + 1]
