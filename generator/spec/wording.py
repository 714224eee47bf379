"""A JSON Schema error -> what is wrong in plain words, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import cache
from typing import Any, NamedTuple

from generator.github_address import repository
from generator.spec import foreign, units
from generator.spec.lookalike import lookalike
from generator.spec.node import Mapping, Node, Scalar
from generator.spec.overlay import OWN_KEYS, SERVICES
from generator.spec.phrase import either, kinds_of, quoted, shortened, what_it_is, without_null
from generator.spec.scalar import resolve
from generator.spec.schema import resolved, schema

_SWITCHES = {"on": "true", "yes": "true", "off": "false", "no": "false"}
_WHY_THERE = {"route": ": the main service has one only on a load balancer that exists"}
_MOST_LISTED = 24
_OF_SERVICES = ("route", "tag_prefix", "kind", "queue", "overlap", "schedule", "timezone")
"""What has a meaning in ``services`` alone."""


class Breach(NamedTuple):
    """A keyword of the schema that a value breaks: what it expects, the value, and the schema it is part of."""

    keyword: str
    expected: Any
    instance: Any
    schema: Any


class Words(NamedTuple):
    """A complaint's message and hint."""

    message: str
    hint: str = ""


_OF_WORDS = ("command", "entry_point", "health_check")
"""Keys whose lists are the words of one command."""


def wrong_value(breach: Breach, node: Node) -> Words:
    """What is wrong with ``node``, by any keyword that judges a value by itself."""
    return _BY_KEYWORD[breach.keyword](breach, node)


def wrong_name(breach: Breach, key: str) -> Words:
    """What is wrong with a key that the user chose."""
    if breach.keyword in ("maxLength", "minLength"):
        return Words(f"the name {quoted(key)} must have 1 to {breach.schema['maxLength']} characters")
    if breach.keyword == "enum":
        near = _nearest(key.lower(), breach.expected)
        known = f"known are {', '.join(breach.expected)}"
        return Words(f"there is no {quoted(key)} here", f"{known}; did you mean '{near}'?" if near else known)
    message = "errorMessage" if breach.keyword == "not" else "patternErrorMessage"
    return Words(f"the name {quoted(key)} {breach.schema[message]}")


def missing(key: str, properties: dict[str, Any]) -> Words:
    """What to say of a key that must be there and is not."""
    known = resolved(properties.get(key, {}))
    if "examples" in known and not isinstance(known["examples"][0], dict | list):
        return Words(f"{key} is missing", f"for example `{key}: {known['examples'][0]}`")
    return Words(f"{key} is missing", f"{key}: {known['description']}" if "description" in known else "")


def unknown(key: str, known: Iterable[str]) -> Words:
    """What to say of a key that means nothing here."""
    names = tuple(known)
    if hint := lookalike(key):
        return Words(f"unknown key '{shortened(key)}'", hint)
    if homes := _homes().get(key):
        return Words(f"unknown key '{key}'", f"`{key}` belongs {' or '.join(homes)}{_WHY_THERE.get(key, '')}")
    near = _nearest(key.lower(), names)
    if not near and (hint := foreign.hint(key)):
        return Words(f"unknown key '{key}'", hint)
    question = f"; did you mean '{near}'?" if near else ""
    return Words(f"unknown key '{shortened(key)}'{question}", f"known keys: {', '.join(names)}")


def no_branch(branches: list[dict[str, Any]], node: Node) -> Words:
    """What to say of a value that is of none of the kinds that its place allows."""
    options = [resolved(branch) for branch in branches if branch.get("type") != "null"]
    kinds = [kind for option in options for kind in without_null(option["type"])]
    names = [str(option["const"]).lower() if "const" in option else kinds_of(option["type"]) for option in options]
    return Words(f"must be {either(names)}, but {what_it_is(node)}", _type_hint(kinds, node))


def _type(breach: Breach, node: Node) -> Words:
    expected = without_null(breach.expected)
    hint = _type_hint(expected, node) or _keys_hint(breach, node)
    return Words(f"must be {kinds_of(expected)}, but {what_it_is(node)}", hint)


def _keys_hint(breach: Breach, node: Node) -> str:
    properties = breach.schema.get("properties", {})
    if not properties or not isinstance(node, Scalar):
        return ""
    switches = [key for key, form in properties.items() if _may_be_off(resolved(form))]
    if switches and _SWITCHES.get(node.text.lower(), node.text) == "false":
        return f"each is turned off by itself: {', '.join(f'{key}: false' for key in switches)}"
    return f"known keys: {', '.join(properties)}"


def _may_be_off(form: dict[str, Any]) -> bool:
    return any(branch.get("const") is False for branch in map(resolved, form.get("anyOf", ())))


def _items(node: Scalar) -> str:
    """A text as the items of a list: the words of a command are an item each, since no shell takes them apart."""
    is_command = node.location.path.rpartition(".")[2] in _OF_WORDS
    return ", ".join(node.text.split()) if is_command else node.text


def _type_hint(expected: list[str], node: Node) -> str:
    if "array" in expected and isinstance(node, Scalar) and node.value is not None:
        return f"write it as a list: [{shortened(_items(node))}]"
    if not isinstance(node, Scalar):
        return ""
    if "object" in expected and node.value is None:
        return "its keys stand below it, indented"
    if "string" in expected and isinstance(node.value, bool | int | float):
        return f'put it in quotes: "{node.text}"'
    if "boolean" in expected and node.text.lower() in _SWITCHES:
        return f"write {_SWITCHES[node.text.lower()]}"
    meant = resolve(node.text) if isinstance(node.value, str) else None
    wanted = {"boolean"} if isinstance(meant, bool) else {"integer", "number"}
    if isinstance(meant, bool | int | float) and wanted & set(expected):
        return f"remove the quotes: {node.text}"
    return units.hint(node.location.path, node.text)


def _enum(breach: Breach, node: Node) -> Words:
    allowed = [value for value in breach.expected if value is not None]
    names = [str(value) for value in allowed]
    text = node.text if isinstance(node, Scalar) else ""
    hint = ""
    if text in names:
        is_text = isinstance(allowed[names.index(text)], str)
        hint = f'put it in quotes: "{text}"' if is_text else f"remove the quotes: {text}"
    elif meant := units.hint(node.location.path, text):
        hint = meant
    elif near := _nearest_value(text, node, allowed):
        hint = f"did you mean {near}?"
    if len(names) > _MOST_LISTED:
        example = breach.schema["examples"][0]
        none = f"{what_it_is(node)}, which is none of the {len(names)} allowed values"
        return Words(none, hint or f"for example {example}")
    return Words(f"{what_it_is(node)}; allowed: {', '.join(names)}", hint)


def _nearest_value(text: str, node: Node, allowed: list[Any]) -> str:
    value = node.value if isinstance(node, Scalar) else None
    if isinstance(value, int | float) and all(isinstance(option, int) for option in allowed):
        return str(min(allowed, key=lambda option: abs(float(option) - value)))
    return _nearest(text, tuple(map(str, allowed)))


_COUNT = re.compile(r"(^|\.)(service|services\.[^.]+)\.count(\.m(in|ax))?$")
_OFF = (
    "what runs no task answers nothing, and its release is watched by nobody: `services: {NAME: null}` leaves a "
    "service out of an environment, and `canaryform destroy` takes an environment away"
)


def _range(breach: Breach, node: Node) -> Words:
    rules = breach.schema
    low, above, high = rules.get("minimum"), rules.get("exclusiveMinimum"), rules.get("maximum")
    bounds = f"more than {above} and at most {high}" if low is None else f"from {low} to {high}"
    path = node.location.path
    meant = units.hint(path, node.text) if isinstance(node, Scalar) else ""
    is_off = breach.instance == 0 and _COUNT.search(path)
    return Words(f"{what_it_is(node)}; must be {bounds}", _OFF if is_off else meant)


def _length(breach: Breach, node: Node) -> Words:
    if breach.keyword == "minLength":
        return Words(f"is too short: at least {breach.expected} characters" if breach.instance else "is empty")
    return Words(f"has {len(breach.instance)} characters; at most {breach.expected} are allowed")


def _size(breach: Breach, node: Node) -> Words:
    if "errorMessage" in breach.schema:
        return Words(breach.schema["errorMessage"])
    what = "entries" if isinstance(node, Mapping) else "items"
    bound = "at least" if breach.keyword.startswith("min") else "at most"
    return Words(f"has {len(breach.instance)} {what}; must have {bound} {breach.expected}")


def _pattern(breach: Breach, node: Node) -> Words:
    hint = ""
    if str(breach.instance).endswith("\n"):
        hint = "it ends with a line break, which | and > keep: write it on the key's own line, or after |-"
    elif name := repository(str(breach.instance)):
        hint = f"write {name}"
    elif "boolean" in breach.schema.get("type", ()):
        hint = _type_hint(["boolean"], node)
    return Words(f"{what_it_is(node)}; {breach.schema['patternErrorMessage']}", hint)


def _const(breach: Breach, node: Node) -> Words:
    return Words(f"{what_it_is(node)}; the only word that means something here is {str(breach.expected).lower()}")


_BY_KEYWORD: dict[str, Callable[[Breach, Node], Words]] = {
    "type": _type,
    "enum": _enum,
    "minimum": _range,
    "maximum": _range,
    "exclusiveMinimum": _range,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _size,
    "maxItems": _size,
    "minProperties": _size,
    "maxProperties": _size,
    "pattern": _pattern,
    "const": _const,
}


def _nearest(text: str, names: tuple[str, ...]) -> str:
    """The name that ``text`` was probably meant to be; letters that changed places count as the least of slips."""
    near = get_close_matches(text, names, 3, 0.6)
    return min(near, key=lambda name: sorted(name) != sorted(text), default="")


@cache
def _homes() -> dict[str, list[str]]:
    """Where each key has a meaning: ``port`` is ``in service``."""
    homes: dict[str, list[str]] = {}

    def note(fragment: dict[str, Any], path: str) -> None:
        for key, value in resolved(fragment).get("properties", {}).items():
            place = f"in {path}" if path else "at the top of the spec"
            if place not in homes.setdefault(key, []):
                homes[key].append(place)
            for branch in (value, *resolved(value).get("anyOf", ())):
                note(branch, f"{path}.{key}" if path else key)

    beside = resolved(schema()["$defs"]["beside"])["properties"]
    note(schema(), "")
    note(
        {"properties": {key: beside[key] for key in _OF_SERVICES}},
        f"{SERVICES}.NAME",
    )
    note({"properties": {key: {} for key in OWN_KEYS}}, "an environment")
    return homes
