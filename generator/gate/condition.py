"""A condition of a statement, and what is known of a request -> whether it holds; None where that is not known.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.gate.arn import may_be, readable
from generator.gate.system import System
from generator.gate.value import is_unknown, mapping, text, texts

ABSENT = ""
"""The value of a key that a request certainly does not bring along."""
OF_AWS = "an address of AWS"
"""The value of ``aws:SourceIp`` where a service calls with a role, which is of no network that people name."""
_IF_EXISTS = "ifexists"
_SET = ("foranyvalue:", "forallvalues:")
_EVERYWHERE = frozenset({"0.0.0.0/0", "::/0"})
_EQUAL = frozenset({"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "bool"})
_OTHER = {f"{kind[:6]}not{kind[6:]}": kind for kind in _EQUAL if kind.startswith("string")}
_OTHER |= {"arnnotequals": "arnequals", "arnnotlike": "arnlike"}


def holds(system: System, condition: Any, context: Mapping[str, str]) -> bool | None:
    """Whether all tests of a ``Condition`` hold; ``context`` has its keys in small letters, and ARNs readable."""
    verdicts = [
        _test(system, str(operator).lower(), values, context.get(str(key).lower()))
        for operator, keys in mapping(condition).items()
        for key, values in mapping(keys).items()
    ]
    if is_unknown(condition) and False not in verdicts:
        return None
    if False in verdicts:
        return False
    return None if None in verdicts else True


def failing(system: System, condition: Any, context: Mapping[str, str]) -> str:
    """The key of a test that certainly does not hold; nothing where there is none."""
    for operator, keys in mapping(condition).items():
        for key, values in mapping(keys).items():
            if _test(system, str(operator).lower(), values, context.get(str(key).lower())) is False:
                return str(key)
    return ""


def _test(system: System, operator: str, values: Any, found: str | None) -> bool | None:
    if found is None or operator.startswith(_SET) or is_unknown(values):
        return None
    if operator == "null":
        return (text(values) == "true") == (found == ABSENT) if text(values) in ("true", "false") else None
    if found == ABSENT:
        return operator.endswith(_IF_EXISTS) or operator.removesuffix(_IF_EXISTS) in _OTHER
    kind = operator.removesuffix(_IF_EXISTS)
    if kind in ("ipaddress", "notipaddress"):
        return _is_from_aws(texts(values), found, kind)
    is_negative = kind in _OTHER
    kind = _OTHER.get(kind, kind)
    if kind not in _EQUAL:
        return None
    wanted = texts(values) if not isinstance(values, bool) else [text(values)]
    fits = any(_fits(system, kind, value, found) for value in wanted)
    return not fits if is_negative else fits


def _is_from_aws(ranges: list[str], found: str, kind: str) -> bool | None:
    """Of an address, only that it is a service's may be known: then it is in no range but that of all addresses."""
    if found != OF_AWS or not ranges or any("${" in each for each in ranges):
        return None
    is_in = bool(_EVERYWHERE & {*ranges})
    return is_in if kind == "ipaddress" else not is_in


def _fits(system: System, kind: str, value: str, found: str) -> bool:
    """What of a value is not known is given the benefit of the doubt; a wildcard counts where the operator has any."""
    if kind in ("bool", "stringequalsignorecase"):
        return value.lower() == found.lower()
    if kind == "stringequals" and "${" not in value:
        # In an ARN that is made of parts, a star may be one that is not known.
        return value == found or ("*" in found and may_be(system, value, found))
    return may_be(system, value, found) or readable(system, value) == found
