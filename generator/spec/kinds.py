"""A complete document -> complaints where an entry of ``services`` says what its kind does not have.

The schema takes all keys of all kinds, since an environment may say one key of a job and not its kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from generator.naming import MAIN
from generator.near import nearest
from generator.problems import Location, Problem
from generator.spec.node import Mapping, Node, Scalar
from generator.spec.overlay import (
    ALARMS_OF_A_WORKER,
    OF_A_JOB,
    OF_A_WORKER,
    RELEASE_OF_A_WORKER,
    SERVICE,
    SERVICES,
    TASK_OF_A_JOB,
    is_job,
    is_worker,
    owner_of,
)

CODE = "kinds"
CONNECT = "connect"
_ANSWERS = {"port", "target", "route", "count", "health_check", "deregistration_delay", "traffic", "release"}
"""What only something has that answers requests."""
_NOT_OF_A_WORKER = ("target", "route", "deregistration_delay", "traffic")
_HEALTH_OF_A_WORKER = ("command", "grace", "interval", "timeout", "unhealthy")
"""The keys of ``health_check`` that are about what ECS runs inside the container."""


class Beside(NamedTuple):
    """What a job may have been meant to belong to, and does not."""

    jobs: dict[str, str]
    """Each job, and the service that it says."""
    removed: dict[str, Location]
    """What an environment takes away, and where."""


def problems(root: Mapping) -> Iterator[Problem]:
    """Of a document that obeys the schema."""
    beside = root.get(SERVICES)
    entries = beside.entries if isinstance(beside, Mapping) else {}
    main = [MAIN] if SERVICE in root.entries else []
    owners = [*main, *(name for name, entry in entries.items() if not is_job(entry.node))]
    jobs = {name: owner_of(entry.node) for name, entry in entries.items() if is_job(entry.node)}
    removed = dict(beside.removed) if isinstance(beside, Mapping) else {}
    if SERVICE in root.removed:
        removed[MAIN] = root.removed[SERVICE]
    for name, entry in entries.items():
        if is_job(entry.node):
            yield from _job(name, entry.node, owners, Beside(jobs, removed))
            continue
        yield from _foreign(entry.node, OF_A_JOB, "job")
        if is_worker(entry.node):
            yield from _worker(entry.node)
        else:
            yield from _foreign(entry.node, OF_A_WORKER, "worker")


def _job(name: str, node: Node, owners: list[str], beside: Beside) -> Iterator[Problem]:
    assert isinstance(node, Mapping), node
    for key, entry in node.entries.items():
        if key in ("kind", *OF_A_JOB, *TASK_OF_A_JOB):
            continue
        if key == CONNECT:
            message = (
                "a job has no connect: ECS connects the tasks of services, and starts those of a job by themselves"
            )
        elif key in _ANSWERS:
            message = f"a job has no {key}: it runs at its times, and answers no requests"
        elif key in OF_A_WORKER:
            message = f"a job has no {key}: only a worker has"
        else:
            message = f"a job has no {key}: that is as the service has it whose image it runs"
        yield Problem(entry.key_location, message, CODE, "remove the line")
    owner = owner_of(node)
    if owner not in owners:
        yield _unowned(name, node, owner, owners, beside)


def _unowned(name: str, node: Mapping, owner: str, owners: list[str], beside: Beside) -> Problem:
    """A job of no service that there is."""
    said = node.get("of")
    others = f"services are: {', '.join(owners)}" if owners else "add the service that it belongs to"
    if owner in beside.removed:
        message = f"takes {owner} away, and the job {name} runs its image"
        return Problem(beside.removed[owner], message, CODE, f"take {name} away too: {name}: null in services")
    if said is None:
        hint = f"add of: {owners[0]}" if owners else others
        return Problem(node.location, "does not say whose image it runs, and there is no main service", CODE, hint)
    if owner == name:
        return Problem(said.location, "a job runs the image of a service, and this is a job", CODE, others)
    if owner in beside.jobs:
        real = beside.jobs[owner]
        hint = f"write of: {real}, as {owner} says" if real in owners else others
        return Problem(said.location, f"{owner} is a job itself: a job runs the image of a service", CODE, hint)
    near = nearest(owner, owners)
    return Problem(
        said.location, f"there is no service {owner} here", CODE, f"did you mean {near}?" if near else others
    )


def _worker(node: Node) -> Iterator[Problem]:
    """A worker's own keys of ``release`` alone: of the project's, those for traffic are not for it."""
    assert isinstance(node, Mapping), node
    for key in _NOT_OF_A_WORKER:
        if key in node.entries:
            message = f"a worker has no {key}: no load balancer sends it requests"
            yield Problem(node.entries[key].key_location, message, CODE, "remove the line")
    connect = node.get(CONNECT)
    if "port" in node.entries and not (isinstance(connect, Scalar) and connect.value is True):
        message = "a worker has a port where others reach it by its name: no load balancer sends it requests"
        yield Problem(node.entries["port"].key_location, message, CODE, "add connect: true, or remove the line")
    yield from _others(node, "release", RELEASE_OF_A_WORKER, "no traffic is shifted, and no task runs before it")
    release = node.get("release")
    if isinstance(release, Mapping):
        yield from _others(release, "alarms", ALARMS_OF_A_WORKER, "there is no traffic that they could measure")
    check = node.get("health_check")
    if isinstance(check, Scalar):
        message = "a worker is asked by no load balancer, so it has no path that answers"
        hint = "write health_check: {command: [a program, its arguments]}, or remove the line"
        yield Problem(node.entries["health_check"].key_location, message, CODE, hint)
    yield from _others(node, "health_check", _HEALTH_OF_A_WORKER, "no load balancer asks it")
    yield from _others(
        node,
        "count",
        ("min", "max", "cpu", "memory", "scale_out_cooldown", "scale_in_cooldown"),
        "it gets none; queue.backlog scales by its messages",
    )


def _others(node: Mapping, section: str, keys: Collection[str], why: str) -> Iterator[Problem]:
    """The keys of a section that a worker has no use for."""
    found = node.get(section)
    for key, entry in found.entries.items() if isinstance(found, Mapping) else ():
        if key not in keys:
            message = f"a worker's {section} has no {key}: {why}"
            yield Problem(entry.key_location, message, CODE, f"it may have {', '.join(keys)}")


def _foreign(node: Node, keys: Collection[str], kind: str) -> Iterator[Problem]:
    for key, entry in node.entries.items() if isinstance(node, Mapping) else ():
        if key in keys:
            yield Problem(entry.key_location, f"only a {kind} has {key}", CODE, f"add kind: {kind}, or remove the line")
