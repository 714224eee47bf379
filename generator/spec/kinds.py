"""A complete document -> complaints where an entry of ``services`` says what its kind does not have.

The schema takes all keys of all kinds, since an environment may say one key of a job and not its kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.naming import MAIN
from generator.near import nearest
from generator.problems import Problem
from generator.spec.node import Mapping, Node
from generator.spec.overlay import OF_A_JOB, SERVICE, SERVICES, TASK_OF_A_JOB, is_job, owner_of

CODE = "kinds"
CONNECT = "connect"
_ANSWERS = {"port", "route", "count", "health_check", "deregistration_delay", "traffic", "release"}
"""What only something has that answers requests."""


def problems(root: Mapping) -> Iterator[Problem]:
    """Of a document that obeys the schema."""
    beside = root.get(SERVICES)
    entries = beside.entries if isinstance(beside, Mapping) else {}
    main = [MAIN] if SERVICE in root.entries else []
    owners = [*main, *(name for name, entry in entries.items() if not is_job(entry.node))]
    for name, entry in entries.items():
        if is_job(entry.node):
            yield from _job(name, entry.node, owners)
        else:
            yield from _service(entry.node)


def _job(name: str, node: Node, owners: list[str]) -> Iterator[Problem]:
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
        else:
            message = f"a job has no {key}: that is as the service has it whose image it runs"
        yield Problem(entry.key_location, message, CODE, "remove the line")
    said = node.get("of")
    owner = owner_of(node)
    if owner in owners:
        return
    if said is None:
        where, message = node.location, "does not say whose image it runs, and there is no main service"
        hint = f"add of: {owners[0]}" if owners else "add the service that it belongs to"
    else:
        where, message = said.location, f"there is no service {owner} here"
        near = nearest(owner, owners)
        hint = f"did you mean {near}?" if near else f"services are: {', '.join(owners)}"
        if owner == name:
            message, hint = "a job runs the image of a service, and this is a job", f"services are: {', '.join(owners)}"
    yield Problem(where, message, CODE, hint)


def _service(node: Node) -> Iterator[Problem]:
    for key, entry in node.entries.items() if isinstance(node, Mapping) else ():
        if key in OF_A_JOB:
            yield Problem(entry.key_location, f"only a job has {key}", CODE, "add kind: job, or remove the line")
