"""AWS's own models of its APIs, as botocore has them -> what is wrong with an input or an output.

Beyond botocore's validator: words of an enumeration, patterns, longest values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import botocore.session
from botocore import xform_name
from botocore.validate import ParamValidator

Model = Any


@cache
def operation(service: str, name: str) -> Model:
    """The model of an operation."""
    return botocore.session.get_session().get_service_model(service).operation_model(name)


def problems(shape: Model, value: Any) -> list[str]:
    """What AWS would not accept in ``value``."""
    report = ParamValidator().validate(value, shape).generate_report()
    return [*([report] if report else []), *_limits(shape, value, shape.name)]


def _limits(shape: Model, value: Any, path: str) -> Iterator[str]:
    if shape.type_name == "structure" and isinstance(value, Mapping):
        for key in value.keys() & shape.members.keys():
            yield from _limits(shape.members[key], value[key], f"{path}.{key}")
    elif shape.type_name == "list" and isinstance(value, Sequence):
        for item in value:
            yield from _limits(shape.member, item, f"{path}[]")
    elif shape.type_name == "map" and isinstance(value, Mapping):
        for key, item in value.items():
            yield from _limits(shape.key, key, f"{path} key")
            yield from _limits(shape.value, item, f"{path}.{key}")
    elif isinstance(value, str):
        yield from _text_limits(shape, value, path)


def _text_limits(shape: Model, value: str, path: str) -> Iterator[str]:
    words, limits = getattr(shape, "enum", None), shape.metadata
    if words and value not in words:
        yield f"{path}: {value} is none of {words}"
    if "pattern" in limits and not re.fullmatch(_python(limits["pattern"]), value):
        yield f"{path}: {value} does not match {limits['pattern']}"
    if len(value) > limits.get("max", len(value)):
        yield f"{path}: {len(value)} characters, at most {limits['max']}"


def _python(pattern: str) -> str:
    """Java's classes of characters, near enough, in Python's words."""
    for theirs, ours in ((r"\p{L}", r"\w"), (r"\p{N}", r"\w"), (r"\p{Z}", r"\x20\xa0")):
        pattern = pattern.replace(theirs, ours)
    return pattern


def from_command_line(words: Sequence[str]) -> tuple[Model, dict[str, Any]]:
    """``aws SERVICE OPERATION --NAME VALUE ...`` -> the operation and its input, by AWS's own names.

    The CLI names operations and parameters as botocore's ``xform_name`` does, with hyphens.
    """
    _, service, name, *rest = words
    model = botocore.session.get_session().get_service_model(service)
    [found] = [each for each in model.operation_names if xform_name(each, "-") == name]
    shape = model.operation_model(found).input_shape
    members = {xform_name(member, "-"): member for member in shape.members}
    pairs = [word for word in rest if word not in _FLAGS_OF_THE_CLI]
    given = dict(zip(pairs[::2], pairs[1::2], strict=True))
    values = {members[key.removeprefix("--")]: value for key, value in given.items() if key not in _OF_THE_CLI}
    return operation(service, found), {key: _typed(shape.members[key], value) for key, value in values.items()}


_OF_THE_CLI = ("--query", "--output")
_FLAGS_OF_THE_CLI = ("--no-paginate",)


def _typed(shape: Model, value: str) -> Any:
    """A value in the CLI's shorthand syntax."""
    if shape.type_name == "list":
        return [_typed(shape.member, value)]
    if shape.type_name == "structure":
        return dict(part.split("=", 1) for part in value.split(","))
    return value
