"""A template's data -> where its ``Fn::ForEach`` loops make more of it than is judged.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.gate.subject import Path

MOST_COPIES = 2_000
"""Of all loops together. cfn-lint takes 3 ms for each, and CloudFormation 500 resources and 200 outputs."""
MOST_VALUES = 200_000
"""In all copies together: as many as a file may hold once its aliases are followed."""
_LOOP = "Fn::ForEach::"


def endless(data: Any) -> Path | None:
    """The path of the loop with which the template grows too large; None where it stays small enough."""
    copies = values = 0
    for path, times, size in _loops(data, (), 1, data):
        copies += times
        values += times * size
        if copies > MOST_COPIES or values > MOST_VALUES:
            return path
    return None


def _loops(value: Any, path: Path, times: int, data: Any) -> Iterator[tuple[Path, int, int]]:
    """Each loop's path, how often its body is copied, and how many values one copy has. Outer loops come first."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _loops(item, (*path, index), times, data)
    elif isinstance(value, dict):
        for key, item in value.items():
            inner = times
            if key.startswith(_LOOP) and isinstance(item, list) and len(item) == 3:
                inner = times * _length(item[1], data)
                yield (*path, key), inner, _size(item[2])
            yield from _loops(item, (*path, key), inner, data)


def _length(collection: Any, data: Any) -> int:
    """How many items a collection may have, at most: of a parameter or a mapping, what the template holds of them."""
    if isinstance(collection, list):
        return len(collection)
    if not isinstance(collection, dict):
        return 1
    name = collection.get("Ref")
    parameters = data.get("Parameters") if isinstance(data, dict) else None
    parameter = parameters.get(name) if isinstance(parameters, dict) and isinstance(name, str) else None
    if isinstance(parameter, dict):
        allowed = parameter.get("AllowedValues")
        texts = [parameter.get("Default"), *(allowed if isinstance(allowed, list) else ())]
        return max(str(text).count(",") + 1 for text in texts)
    return max(2, _longest(data.get("Mappings") if isinstance(data, dict) else None))


def _longest(value: Any) -> int:
    """The length of the longest list in it."""
    if isinstance(value, dict):
        return max(map(_longest, value.values()), default=0)
    return len(value) if isinstance(value, list) else 0


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + sum(map(_size, value.values()))
    return 1 + sum(map(_size, value)) if isinstance(value, list) else 1
