"""A template's value -> the value that CloudFormation must have given, from what it made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_NOTHING = object()
"""What a property is that is not there."""
_VARIABLE = re.compile(r"\$\{([^!}][^}]*)\}")


@dataclass(frozen=True)
class Resolution:
    """What is known of one stack."""

    references: Mapping[str, Any]
    """What ``Ref`` gives: parameters, resources and pseudo parameters."""
    attributes: Mapping[str, str]
    """What ``Fn::GetAtt`` gives, as ``Resource.Attribute``."""
    imports: Mapping[str, str]
    zones: list[str]
    conditions: Mapping[str, Any]

    def value(self, value: Any) -> Any:
        """The value with every intrinsic function carried out."""
        match value:
            case {"Ref": "AWS::NoValue"}:
                return _NOTHING
            case {"Ref": str(name)}:
                return self.references[name]
            case {"Fn::GetAtt": [str(name), str(attribute)]}:
                return self.attributes[f"{name}.{attribute}"]
            case {"Fn::ImportValue": str(name)}:
                return self.imports[name]
            case {"Fn::Sub": [str(text), dict(variables)]}:
                return self._substituted(text, {key: self.value(item) for key, item in variables.items()})
            case {"Fn::Sub": str(text)}:
                return self._substituted(text, {})
            case {"Fn::Join": [str(between), list(items)]}:
                return between.join(self.value(items))
            case {"Fn::Split": [str(between), item]}:
                return self.value(item).split(between)
            case {"Fn::Select": [index, items]}:
                return self.value(items)[int(index)]
            case {"Fn::GetAZs": _}:
                return self.zones
            case {"Fn::If": [str(name), yes, no]}:
                return self.value(yes if self.holds(name) else no)
        if isinstance(value, dict):
            assert not any(key.startswith("Fn::") for key in value), value
            found = {key: self.value(item) for key, item in value.items()}
            return {key: item for key, item in found.items() if item is not _NOTHING}
        return [self.value(item) for item in value] if isinstance(value, list) else value

    def holds(self, condition: str | None) -> bool:
        """Whether a resource with that condition is made."""
        return condition is None or self._true(self.conditions[condition])

    def _true(self, expression: Any) -> bool:
        match expression:
            case {"Fn::Equals": [one, other]}:
                return bool(self.value(one) == self.value(other))
            case {"Fn::Not": [part]}:
                return not self._true(part)
            case {"Fn::And": list(parts)}:
                return all(self._true(part) for part in parts)
        raise AssertionError(expression)

    def _substituted(self, text: str, variables: Mapping[str, str]) -> str:
        known = {**self.references, **self.attributes, **variables}
        return _VARIABLE.sub(lambda match: str(known[match[1]]), text).replace("${!", "${")
