"""A value of a template -> what CloudFormation would make of it, by what the stacks export now.

One call of ECS is told what the template of its service says: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.errors import OutsideError
from generator.live.client import Aws

NO_VALUE = object()
"""What ``AWS::NoValue`` stands for: the key is left out."""
_WHAT = "cannot tell ECS what the template says"
_REFERENCE = re.compile(r"\$\{([^!{}]+)\}")


def exports(aws: Aws) -> Mapping[str, str]:
    """All values that stacks of the region hand to others, by the names of the exports."""
    rows = aws.pages("cloudformation", "list_exports", "Exports")
    return {row["Name"]: row["Value"] for row in rows}


@dataclass(frozen=True)
class Known:
    """What functions of a template may ask for."""

    values: Mapping[str, str]
    """Exports, parameters, and ``AWS::Region`` and its like, by name."""
    conditions: Mapping[str, Any] = field(default_factory=dict)
    """The template's own."""

    def plain(self, value: Any) -> Any:
        """The value without functions. Raises OutsideError for what the stacks do not say (yet)."""
        if isinstance(value, list):
            return [self.plain(item) for item in value]
        if not isinstance(value, Mapping):
            return value
        name, inner = next(iter(value.items()), ("", None))
        if len(value) == 1 and (function := _FUNCTIONS.get(name)):
            return function(self, inner)
        if len(value) == 1 and name.startswith("Fn::"):
            raise OutsideError(_WHAT, f"{name} is not known here")
        found = {key: self.plain(item) for key, item in value.items()}
        return {key: item for key, item in found.items() if item is not NO_VALUE}

    def named(self, value: Any) -> Any:
        """An export, a parameter, or what AWS has a name for."""
        name = str(self.plain(value))
        if name == "AWS::NoValue":
            return NO_VALUE
        if name not in self.values:
            raise OutsideError(_WHAT, f"nothing says what {name} is")
        return self.values[name]

    def is_true(self, condition: Any) -> bool:
        """Whether a condition holds."""
        match condition:
            case {"Condition": str(name)}:
                return self.is_true(self.conditions[name])
            case {"Fn::Not": [inner]}:
                return not self.is_true(inner)
            case {"Fn::Equals": [one, other]}:
                return bool(self.plain(one) == self.plain(other))
        raise OutsideError(_WHAT, f"{next(iter(condition))} is not known here")


def as_api(value: Any) -> Any:
    """Properties as the API spells them, whose keys begin with a small letter."""
    if isinstance(value, Mapping):
        return {key[:1].lower() + key[1:]: as_api(item) for key, item in value.items()}
    return [as_api(item) for item in value] if isinstance(value, list) else value


def _substituted(known: Known, value: Any) -> str:
    text, own = (value[0], value[1]) if isinstance(value, list) else (value, {})
    names = Known({**known.values, **{name: str(known.plain(each)) for name, each in own.items()}})
    return _REFERENCE.sub(lambda match: str(names.named(match[1])), text)


def _chosen(known: Known, value: Any) -> Any:
    name, yes, no = value
    return known.plain(yes if known.is_true({"Condition": name}) else no)


_FUNCTIONS: Mapping[str, Callable[[Known, Any], Any]] = {
    "Fn::ImportValue": Known.named,
    "Ref": Known.named,
    "Fn::Sub": _substituted,
    "Fn::If": _chosen,
    "Fn::Join": lambda known, value: str(value[0]).join(map(str, known.plain(value[1]))),
    "Fn::Split": lambda known, value: str(known.plain(value[1])).split(value[0]),
}
