"""Schema, model and the maximal golden specs walked together: none can have a key that another forgot."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any

import pytest

from generator.model.container import Container
from generator.model.job import Schedule
from generator.model.project import Project
from generator.model.queue import Queue
from generator.model.route import Route
from generator.model.service import ServiceSettings
from generator.spec import base, node, overlay, source, structure
from generator.spec.schema import resolved, schema

_GOLDEN = Path(__file__).parents[2] / "golden"
MAXIMAL = tuple(
    _GOLDEN / name / "spec.yaml"
    for name in (
        "maximal",
        "containers",
        "ecs",
        "existing-platform",
        "images",
        "jobs",
        "connect",
        "workers",
        "promoted",
    )
)

Pair = tuple[str, dict[str, Any], Any]
"""A path, the schema of what is there, and the dataclass field."""


def _object(fragment: dict[str, Any]) -> dict[str, Any]:
    """The branch of ``fragment`` that describes a mapping with known keys, or ``{}``."""
    whole = resolved(fragment)
    if "properties" in whole:
        return whole
    branches = [whole.get("items", {}), *whole.get("anyOf", ())]
    return next((resolved(branch) for branch in branches if "properties" in resolved(branch)), {})


def _dataclass(hint: Any) -> Any:
    if is_dataclass(hint):
        return hint
    options = typing.get_args(hint) if typing.get_origin(hint) in (UnionType, typing.Union, tuple) else ()
    return next((option for option in options if is_dataclass(option)), None)


def _pairs(cls: Any, fragment: dict[str, Any], path: str = "") -> Iterator[Pair]:
    hints = typing.get_type_hints(cls)
    known = {field.metadata.get("key", field.name): field for field in fields(cls) if field.name != "origin"}
    if cls is Project:
        del known["settings"], known["job_settings"], known["promotion"]
        fragment = {
            **fragment,
            "properties": {k: v for k, v in fragment["properties"].items() if k not in (overlay.SERVICES, "route")},
        }
        own = {field.name: field for field in fields(ServiceSettings)}
        hints |= typing.get_type_hints(ServiceSettings)
        known |= {key: own[name] for key, name in _OF_SERVICE.items()}
        environment = known.pop("environment")
        yield from _pairs(hints[environment.name], schema()["$defs"]["environment"], "environments")
    if path == "environments":
        known.pop("name")
        properties = {key: fragment["properties"][key] for key in overlay.OWN_KEYS}
    else:
        # What a spec extends is part of it by then.
        apart = (overlay.ENVIRONMENTS, base.KEY)
        properties = {key: value for key, value in fragment["properties"].items() if key not in apart}
    if cls is Container:
        known["paths"] = {field.name: field for field in fields(ServiceSettings)}["paths"]
        hints["paths"] = typing.get_type_hints(ServiceSettings)["paths"]
    assert set(properties) == set(known), path
    for key, value in properties.items():
        inside = node.inside(path, key)
        yield inside, value, known[key]
        inner = _dataclass(hints[known[key].name])
        if inner:
            yield from _pairs(inner, _object(value), inside)


_OF_SERVICE = {"service": "container", "build": "build", "release": "release", "traffic": "traffic"}
"""What the spec says of its service: the key, and the field in the model."""

PAIRS = list(_pairs(Project, schema()))
_OF_A_JOB = {"properties": {key: schema()["$defs"]["beside"]["properties"][key] for key in overlay.OF_A_JOB}}
PAIRS += _pairs(Schedule, _OF_A_JOB, "services.nightly")
PAIRS += _pairs(Queue, resolved(schema()["$defs"]["queue"]), "services.mailer.queue")
_OVERLAP = schema()["$defs"]["beside"]["properties"]["overlap"]
PAIRS.append(("services.mailer.overlap", _OVERLAP, {each.name: each for each in fields(ServiceSettings)}["overlap"]))
ROUTE = list(_pairs(Route, resolved(schema()["$defs"]["route"]), "services.admin.route"))


def test_a_service_beside_the_main_one_takes_all_that_the_main_one_does() -> None:
    properties = dict(schema()["$defs"]["beside"]["properties"])
    main = schema()["$defs"]["service"]["properties"]
    assert {key: properties.pop(key) for key in main} == {
        key: {"$ref": f"#/$defs/service/properties/{key}"} for key in main
    }
    assert [*properties] == ["kind", *overlay.OF_A_JOB, *overlay.OF_A_WORKER, *overlay.OF_A_SERVICE]


def test_a_job_says_of_its_task_what_a_container_has() -> None:
    assert {*overlay.TASK_OF_A_JOB} < {*schema()["$defs"]["service"]["properties"]}


@pytest.mark.parametrize("pair", PAIRS + ROUTE, ids=[pair[0] for pair in PAIRS + ROUTE])
def test_every_property_has_a_description(pair: Pair) -> None:
    description = resolved(pair[1])["description"]
    assert description.endswith(".")


_BY_ENGINE = {"release.alarms.tasks"}
"""What has no default of its own: that of the engine."""


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair[0] not in _BY_ENGINE], ids=lambda pair: pair[0])
def test_every_default_is_the_dataclass_s(pair: Pair) -> None:
    path, fragment, field = pair
    default = field.default if field.default is not MISSING else None
    if field.default_factory is not MISSING:
        default = field.default_factory()
    stated = resolved(fragment).get("default")
    if isinstance(default, tuple):
        assert stated == list(default), path
    elif is_dataclass(default):
        # A section has no default of its own, unless it can be written in short.
        assert (stated is not None) == (type(default) in structure.SHORTHANDS), path
        written = {} if stated is None else stated
        assert structure.build(type(default), node_of(written)) == default, path
    else:
        assert stated == default, path


def node_of(value: object) -> node.Node:
    """``value`` as it would be read from a spec."""
    return source.read(f"x: {value}", "spec.yaml").entries["x"].node


def _written(value: node.Node, path: str = "") -> Iterator[str]:
    if isinstance(value, node.Mapping):
        for key, entry in value.entries.items():
            is_environment = path == overlay.ENVIRONMENTS
            inside = path if is_environment else node.inside(path, key)
            yield inside
            yield from _written(entry.node, inside if not is_environment else "own")
    elif isinstance(value, node.Sequence):
        for item in value.items:
            yield from _written(item, path)


def test_the_maximal_golden_specs_use_every_key() -> None:
    written = set()
    roots = [source.read(file.read_text(encoding="utf-8"), "spec.yaml") for file in MAXIMAL]
    for path in (path for root in roots for path in _written(root)):
        first, _, rest = path.partition(".")
        if first == "own":
            written |= {rest, f"environments.{rest}"}
        if first == "services":  # What a service beside the main one says, that one may say.
            written.add(f"service.{rest.partition('.')[2]}")
        written.add(path)
    assert {path for path, _, _ in PAIRS + ROUTE} - written == set()
