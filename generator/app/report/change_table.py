"""The keys of a spec -> when a change of each takes effect, as ``canaryform diff`` finds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.gate.subject import Path
from generator.problems import Location

TABLE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "with the next release; no stack changes",
        (
            "service.context",
            "service.dockerfile",
            "service.environment",
            "service.read_only",
            "service.spot",
            "build.test",
            "build.version_file",
        ),
    ),
    (
        "with the next release, after the stacks are updated",
        (
            "service.cpu",
            "service.memory",
            "service.architecture",
            "service.secrets",
            "service.security_groups",
            "service.health_check.port",
            "release.hooks",
            "git.tag_prefix",
            "tags",
            "services.<name>",
            "services.<name>.cpu",
            "services.<name>.tag_prefix",
        ),
    ),
    (
        "when the stacks are updated",
        (
            "service.count",
            "service.permissions",
            "service.health_check.path",
            "release.percent",
            "release.alarms",
            "load_balancer.certificate",
            "load_balancer.allow",
            "network.nat",
            "services.<name>.paths",
            "services.<name>.schedule",
            "services.<name>.queue",
            "services.<name>.overlap",
            "git.main",
            "git.release_branches",
            "notifications.email",
        ),
    ),
    (
        "never: canaryform deploy and the stack policy refuse it",
        (
            "service.port",
            "services.<name>.port",
            "services.<name>.route",
            "service.target",
            "service.exec",
            "service.health_check.grace",
            "network.placement",
        ),
    ),
    (
        "never: other stacks import them, and CloudFormation refuses",
        (
            "cluster",
            "load_balancer.existing",
            "network.vpc",
            "network.cidr",
            "network.zones",
            "network.public_subnets",
            "network.private_subnets",
        ),
    ),
    ("never: those are other stacks", ("project", "region")),
)
"""When, and the keys. The tests hold it against docs/change.md, which is made from the comparison itself."""


_NAME = "<name>"
"""Stands for each of the services beside the main one."""
_SERVICES = "services"
_NOT_OF: Mapping[str, frozenset[str]] = {
    "schedule": frozenset({"cpu", "paths", "port", "route", "tag_prefix"}),
    "kind": frozenset({"port", "route"}),
    "queue": frozenset({"port", "route"}),
    "overlap": frozenset({"port", "route"}),
}
"""What a job or a worker says, and few others -> the keys that either has not, or whose change has another time."""


class Change(NamedTuple):
    """A key, and when a change of it takes effect."""

    key: str
    when: str
    place: Location | None
    """Where the spec says it; None where it has the default."""


def changes(lines: Mapping[Path, Location]) -> Iterator[Change]:
    """All of the table; ``lines`` are where each value of the spec stands."""
    services = [path[1] for path in lines if len(path) == 2 and path[0] == _SERVICES]
    for when, keys in TABLE:
        for key in keys:
            for name in services if _NAME in key else [""]:
                own = key.replace(_NAME, str(name))
                if name and not _has(lines, str(name), key):
                    continue
                yield Change(own, when, lines.get(tuple(own.split("."))))


def _has(lines: Mapping[Path, Location], name: str, key: str) -> bool:
    """Whether an entry of ``services`` has the key: jobs have a schedule, workers may have a queue, neither a port."""
    last = key.rpartition(".")[2]
    if last in _NOT_OF:
        return (_SERVICES, name, last) in lines
    return not any((_SERVICES, name, said) in lines and last in lacking for said, lacking in _NOT_OF.items())
