"""The tree as written -> one complete document for each environment, and of that one for each service and each job."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.model.git import Git
from generator.naming import MAIN
from generator.problems import Location
from generator.spec.merge_patch import merge, only, without
from generator.spec.node import Entry, Mapping, Node, Scalar, find
from generator.spec.patches import with_patches

ENVIRONMENTS = "environments"
SERVICE = "service"
SERVICES = "services"
FOR_ALL = ("build", "release")
"""What the project says for all of its services at once, and each may say otherwise for itself."""
OF_A_SERVICE = (*FOR_ALL, "traffic", "route", "tag_prefix")
"""What a service beside the main one says of itself, beside the keys of ``service``."""
WORKER = "worker"
OF_A_WORKER = ("queue", "overlap")
"""What only a worker says of itself."""
RELEASE_OF_A_WORKER = ("alarms", "engine", "keep_old", "pipeline", "rollback")
"""The keys of ``release`` that mean something for a worker, to which no traffic is shifted."""
ALARMS_OF_A_WORKER = ("tasks",)
"""The keys of ``release.alarms`` that mean something for a worker."""
JOB = "job"
OF_A_JOB = ("of", "schedule", "timezone", "timeout")
"""What only a job says of itself."""
TASK_OF_A_JOB = (
    "command", "cpu", "entry_point", "environment", "ephemeral_storage", "log_retention", "memory", "permissions",
    "publish", "read_only", "secrets", "security_groups", "stop_timeout", "tmp", "ulimits",
)  # fmt: skip
"""Keys of ``service`` that a job may say otherwise than the service that it belongs to."""
OWN_KEYS = ("trigger", "approval", "account", "promote")
"""What an environment says about itself; all else that it says overrides the project."""
PROJECT_KEYS = ("project", "extends", ENVIRONMENTS)
"""What only the project can say."""


class Document(NamedTuple):
    """What the spec says of one environment: the whole project, with that environment alone in ``environments``."""

    environment: str
    root: Mapping


class ServiceDocument(NamedTuple):
    """What a complete document says of one service, in the form in which it speaks of the main one."""

    service: str
    root: Mapping
    origin: Location
    """Where the spec begins to speak of the service."""


def documents(root: Mapping) -> tuple[Document, ...]:
    """One document for each environment, in the file's order; none when there is nothing like an environment."""
    environments = root.get(ENVIRONMENTS)
    if not isinstance(environments, Mapping):
        return ()
    return tuple(_document(root, environments, name) for name in environments.entries)


def services(root: Mapping) -> tuple[ServiceDocument, ...]:
    """One document for each service of a complete document, the main one first."""
    main = [ServiceDocument(MAIN, without(root, SERVICES), root.location)] if SERVICE in root.entries else []
    beside = root.get(SERVICES)
    entries = beside.entries if isinstance(beside, Mapping) else {}
    return (*main, *(_as_main(root, name, entry) for name, entry in entries.items() if not is_job(entry.node)))


def jobs(root: Mapping) -> tuple[ServiceDocument, ...]:
    """One document for each job of a complete document, in which ``service`` is what its tasks run.

    That is what the spec says of the service that it belongs to, and what it says itself on top.
    """
    of = {each.service: each for each in services(root)}
    beside = root.get(SERVICES)
    entries = beside.entries if isinstance(beside, Mapping) else {}
    return tuple(
        _as_job(name, entry, of[owner_of(entry.node)]) for name, entry in entries.items() if is_job(entry.node)
    )


def is_job(node: Node) -> bool:
    """Whether an entry of ``services`` says that it is a job."""
    return _kind(node) == JOB


def is_worker(node: Node) -> bool:
    """Whether an entry of ``services`` says that it is a worker."""
    return _kind(node) == WORKER


def _kind(node: Node) -> object:
    kind = node.get("kind") if isinstance(node, Mapping) else None
    return kind.value if isinstance(kind, Scalar) else None


def owner_of(node: Node) -> str:
    """The service that a job belongs to."""
    said = node.get("of") if isinstance(node, Mapping) else None
    return said.text if isinstance(said, Scalar) else MAIN


def _document(root: Mapping, environments: Mapping, name: str) -> Document:
    entry = environments.entries[name]
    body = entry.node
    own: Node = body
    merged = without(root, ENVIRONMENTS)
    layers = [merged]
    if isinstance(body, Mapping):
        own = body._replace(entries={key: body.entries[key] for key in OWN_KEYS if key in body.entries})
        layers.append(without(body, *OWN_KEYS, *PROJECT_KEYS))
        merged = merge(merged, layers[1])
    merged = _with_services(with_patches(merged, layers), layers)
    alone = Mapping({name: Entry(entry.key_location, own)}, environments.location)
    key_location = root.entries[ENVIRONMENTS].key_location
    entries = {**merged.entries, ENVIRONMENTS: Entry(key_location, alone)}
    return Document(name, merged._replace(entries=entries))


def _with_services(merged: Mapping, layers: Sequence[Mapping]) -> Mapping:
    """Each service with all that is said of it: by the project and by the environment, for all and for this one."""
    services = merged.get(SERVICES)
    if not isinstance(services, Mapping):
        return merged
    entries = {
        name: entry._replace(node=_layered(name, entry.node, layers)) for name, entry in services.entries.items()
    }
    if not entries:
        where = next(iter(services.removed.values()), services.location)
        return without(merged, SERVICES)._replace(removed={SERVICES: where, **merged.removed})
    key_location = merged.entries[SERVICES].key_location
    return merged._replace(
        entries={**merged.entries, SERVICES: Entry(key_location, services._replace(entries=entries))}
    )


def _layered(name: str, node: Node, layers: Sequence[Mapping]) -> Node:
    if not isinstance(node, Mapping):
        return node
    result = Mapping({}, node.location)
    for layer in layers:
        result = merge(result, layer._replace(entries=_for_all(layer, node)))
        services = layer.get(SERVICES)
        own = services.get(name) if isinstance(services, Mapping) else None
        if isinstance(own, Mapping):
            result = merge(result, own)
    return result


def _for_all(layer: Mapping, node: Node) -> dict[str, Entry]:
    """What a layer says for all services, and an entry of ``services`` has a use for."""
    if is_job(node):
        return {}
    entries = {key: layer.entries[key] for key in FOR_ALL if key in layer.entries}
    if is_worker(node) and "release" in entries:
        release = only(entries["release"], RELEASE_OF_A_WORKER)
        if isinstance(release.node, Mapping) and "alarms" in release.node.entries:
            alarms = only(release.node.entries["alarms"], ALARMS_OF_A_WORKER)
            release = release._replace(node=release.node._replace(entries={**release.node.entries, "alarms": alarms}))
        entries["release"] = release
    return entries


def _as_main(root: Mapping, name: str, entry: Entry) -> ServiceDocument:
    """A valid document of a service that is not the main one, with its keys where the main one has them."""
    node = entry.node
    assert isinstance(node, Mapping), node
    own = {key: node.entries[key] for key in (*OF_A_SERVICE, *OF_A_WORKER, "kind") if key in node.entries}
    prefix = own.pop("tag_prefix", None) or _default_prefix(root, node, name, entry.key_location)
    git = root.get("git")
    of_project = git.entries if isinstance(git, Mapping) else {}
    return ServiceDocument(
        name,
        Mapping(
            {
                **without(root, SERVICES, *OF_A_SERVICE).entries,
                **own,
                SERVICE: Entry(entry.key_location, without(node, *OF_A_SERVICE, *OF_A_WORKER, "kind")),
                "git": Entry(entry.key_location, Mapping({**of_project, "tag_prefix": prefix}, entry.key_location)),
            },
            root.location,
        ),
        entry.key_location,
    )


def _as_job(name: str, entry: Entry, owner: ServiceDocument) -> ServiceDocument:
    """A valid document of a job: its owner's, with its own task, and what only a job says at ``job``."""
    node = entry.node
    assert isinstance(node, Mapping), node
    task = owner.root.get(SERVICE)
    assert isinstance(task, Mapping), task
    own = node._replace(entries={key: node.entries[key] for key in TASK_OF_A_JOB if key in node.entries})
    job = node._replace(entries={key: node.entries[key] for key in OF_A_JOB if key in node.entries})
    inherited = (*TASK_OF_A_JOB, "architecture", "bootstrap", "volumes")
    task = task._replace(entries={key: task.entries[key] for key in inherited if key in task.entries})
    merged = merge(task, own)._replace(location=node.location)
    added = {SERVICE: Entry(entry.key_location, merged), JOB: Entry(entry.key_location, job)}
    return ServiceDocument(name, owner.root._replace(entries={**owner.root.entries, **added}), entry.key_location)


def _default_prefix(root: Mapping, node: Mapping, name: str, place: Location) -> Entry:
    """``api-v`` for the service ``api`` of a project whose tags begin with ``v``; ``v`` where images have the tags."""
    said = find(root, ("git", "tag_prefix"))
    prefix = said.text if isinstance(said, Scalar) else Git.tag_prefix
    text = prefix if "image" in node.entries else f"{name}-{prefix}"
    return Entry(place, Scalar(text, text, place))
