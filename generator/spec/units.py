"""A number in another unit than its key's -> the number to write: ``cpu: 0.5`` is 512, ``memory: 1GB`` is 1024.

Nothing is taken for what it may mean: the number is a hint in a complaint, and the user writes it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TypeAlias

_TEXT = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?)\s*([A-Za-z%]*)")
_OF_A_SERVICE = re.compile(r"\bservices\.[^.]+\.")
"""How the path of a key begins that a service beside the main one has."""
_Factors: TypeAlias = dict[str, int | Fraction]

_SECONDS: _Factors = {
    "ms": Fraction(1, 1000),
    "s": 1,
    "second": 1,
    "m": 60,
    "min": 60,
    "minute": 60,
    "h": 3600,
    "hour": 3600,
}
_DAYS: _Factors = {"d": 1, "day": 1, "w": 7, "week": 7, "y": 365, "year": 365}
_MEBIBYTES: _Factors = {
    "": 1024,
    **dict.fromkeys(("m", "mb", "mi", "mib"), 1),
    **dict.fromkeys(("g", "gb", "gi", "gib"), 1024),
}
_GIBIBYTES: _Factors = {
    **dict.fromkeys(("m", "mb", "mi", "mib"), Fraction(1, 1024)),
    **dict.fromkeys(("g", "gb", "gi", "gib"), 1),
}
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
_CPU_UNITS: _Factors = dict.fromkeys(("", "vcpu", "cpu", "core"), 1024)
_MINUTES: _Factors = {unit: Fraction(seconds) / 60 for unit, seconds in _SECONDS.items()}
_PERCENT: _Factors = {"": 100, "%": 1, "percent": 1}

_KEYS: dict[str, tuple[str, _Factors]] = {
    "service.cpu": ("CPU units", _CPU_UNITS),
    "service.memory": ("MiB", _MEBIBYTES),
    "service.log_retention": ("days", _DAYS),
    "service.count.cpu": ("percent", _PERCENT),
    "service.count.memory": ("percent", _PERCENT),
    "count.response_time": ("seconds", _SECONDS),
    "count.scale_out_cooldown": ("seconds", _SECONDS),
    "count.scale_in_cooldown": ("seconds", _SECONDS),
    "health_check.interval": ("seconds", _SECONDS),
    "health_check.timeout": ("seconds", _SECONDS),
    "health_check.grace": ("seconds", _SECONDS),
    "service.stop_timeout": ("seconds", _SECONDS),
    "service.deregistration_delay": ("seconds", _SECONDS),
    "service.ephemeral_storage": ("GiB", _GIBIBYTES),
    "queue.visibility": ("seconds", _SECONDS),
    "queue.age": ("seconds", _SECONDS),
    "release.percent": ("percent", _PERCENT),
    "release.minutes": ("minutes", _MINUTES),
    "release.keep_old": ("minutes", _MINUTES),
    "before.timeout": ("minutes", _MINUTES),
    "alarms.errors": ("percent", _PERCENT),
    "alarms.connections": ("percent", _PERCENT),
    "alarms.latency": ("seconds", _SECONDS),
}
"""By the end of a path: the key's unit, and how many of it each other unit is; '' is a number without any."""
_MOST = {"CPU units": 32768, "MiB": 249856, "percent": 100}
"""A bare number that would come to more than this is not in another unit: it is too large."""
_FRACTIONS = frozenset(
    {"release.percent", "alarms.errors", "alarms.connections", "alarms.latency", "count.response_time"}
)
"""Keys that take more than whole numbers."""


def hint(path: str, text: str) -> str:
    """What to write in the place of ``text`` at the dotted ``path``; empty where that is not known."""
    found = _TEXT.fullmatch(text.strip())
    path = _OF_A_SERVICE.sub("service.", path)
    end = next((end for end in _KEYS if f".{path}".endswith(f".{end}")), "")
    if not found or not end:
        return ""
    unit, factors = _KEYS[end]
    said = found[2].lower()
    factor = factors.get(said) or factors.get(said.removesuffix("s"))
    if factor is None:
        return ""
    number = Fraction(found[1]) * factor
    if not said and not 0 < number <= _MOST[unit]:
        return ""
    if number.denominator != 1 and end not in _FRACTIONS:
        return f"it is in {unit}, whole ones"
    key = end.rpartition(".")[2]
    return f"it is in {unit}: write {key}: {float(number):.12g} for {text.strip()}"
