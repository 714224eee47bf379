"""An error by jsonschema -> complaints in plain words, each at the line that has to change."""

from __future__ import annotations

from collections.abc import Iterator

from jsonschema import ValidationError

from generator.near import nearest
from generator.problems import Location, Problem
from generator.spec import wording
from generator.spec.node import Mapping, Node, Sequence, plain, reach
from generator.spec.overlay import ENVIRONMENTS, SERVICES
from generator.spec.priority import proposed
from generator.spec.schema import definition, resolved
from generator.spec.wording import Breach, Words

CODE = "schema"
_BESIDE = "#/$defs/beside"


def told(error: ValidationError, root: Mapping) -> Iterator[Problem]:
    """What to say of one error in the document ``root``."""
    node = reach(root, error.absolute_path)
    if "propertyNames" in error.absolute_schema_path and isinstance(node, Mapping):
        key = str(error.instance)
        yield _problem(node.entries[key].key_location, wording.wrong_name(_breach(error), key))
        return
    match error.validator:
        case "anyOf":
            yield from _union(error, node, root)
        case "required" if isinstance(node, Mapping):
            yield from _missing(error, node, root)
        case "additionalProperties" if isinstance(node, Mapping):
            yield from _unknown(error, node)
        case "uniqueItems" if isinstance(node, Sequence):
            yield from _repeated(node)
        case "minimum" | "maximum" if _is_of_another_type(error):
            return  # That is said already.
        case _:
            yield _problem(node.location, wording.wrong_value(_breach(error), node))


def _union(error: ValidationError, node: Node, root: Mapping) -> Iterator[Problem]:
    """Only the branch that the user meant is of interest: the one that takes a value of this type."""
    breach = _breach(error)
    if "errorMessage" in breach.schema:
        yield _problem(_removed(breach, node) or node.location, Words(breach.schema["errorMessage"]))
        return
    branches: dict[int, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(int(inner.schema_path[0]), []).append(inner)
    for inners in branches.values():
        if not any(inner.validator == "type" and not inner.path for inner in inners):
            for inner in inners:
                yield from told(inner, root)
            return
    yield _problem(node.location, wording.no_branch(breach.expected, node))


def _removed(breach: Breach, node: Node) -> Location | None:
    """Where an environment takes away the last of the keys of which one has to be there."""
    keys = [key for branch in breach.expected for key in branch.get("required", ())]
    removed = node.removed if isinstance(node, Mapping) else {}
    return next((removed[key] for key in keys if key in removed), None)


def _missing(error: ValidationError, node: Mapping, root: Mapping) -> Iterator[Problem]:
    breach = _breach(error)
    # What a kind of service must have is said of the kind alone; its properties are those of every service.
    described = breach.schema if "properties" in breach.schema or "$ref" in breach.schema else definition(_BESIDE)
    properties = resolved(described).get("properties", {})
    for key in breach.expected:
        if key not in node.entries:
            words = wording.missing(key, properties)
            if hint := _meant(node, root) or _route_hint([*error.absolute_path], key, root):
                words = words._replace(hint=hint)
            yield _problem(node.removed.get(key, node.location), words)


def _meant(node: Mapping, root: Mapping) -> str:
    """The service that an environment most likely speaks of, where it names one that the project has not."""
    services = root.get(SERVICES)
    if not isinstance(services, Mapping) or not node.location.path.startswith(f"{ENVIRONMENTS}."):
        return ""
    name = next((name for name, entry in services.entries.items() if entry.node is node), "")
    known = [each for each, entry in services.entries.items() if entry.node.location.path.startswith(f"{SERVICES}.")]
    near = nearest(name, known) if name else ""
    return f"the project has no service {name}; did you mean {near}?" if near else ""


def _route_hint(path: list[str | int], key: str, root: Mapping) -> str:
    """What to write for a route, or its priority: one that no other service has."""
    services = root.get(SERVICES)
    if not (path[:1] == [SERVICES] and key in ("route", "priority") and isinstance(services, Mapping)):
        return ""
    name = str(path[1])
    priority = f"priority: {proposed(services)[name]}"
    if key == "route":
        return f'for example `route: {{path: ["/{name}/*"], {priority}}}`'
    return f"write {priority}: the lowest is asked first, and it can never change"


def _unknown(error: ValidationError, node: Mapping) -> Iterator[Problem]:
    known = _breach(error).schema["properties"]
    for key, entry in node.entries.items():
        if key not in known:
            yield _problem(entry.key_location, wording.unknown(key, known))


def _repeated(node: Sequence) -> Iterator[Problem]:
    seen: dict[str, Location] = {}
    for item in node.items:
        first = seen.setdefault(repr(plain(item)), item.location)
        if first is not item.location:
            yield _problem(item.location, Words(f"is in the list twice; the first is on line {first.line}"))


def _is_of_another_type(error: ValidationError) -> bool:
    """Whether the number has decimals where a whole one is wanted."""
    kinds = _breach(error).schema.get("type", ())
    is_whole = not isinstance(error.instance, float) or error.instance.is_integer()
    return not is_whole and "number" not in ([kinds] if isinstance(kinds, str) else kinds)


def _breach(error: ValidationError) -> Breach:
    return Breach(str(error.validator), error.validator_value, error.instance, error.schema)


def _problem(location: Location, words: Words) -> Problem:
    return Problem(location, words.message, CODE, words.hint)
