"""The intrinsic functions that every template uses, with our names in them."""

from __future__ import annotations

from typing import Any

from troposphere import GetAZs, ImportValue, Join, Select, Split, Sub


def text(template: str) -> str | Sub:
    """``Fn::Sub`` where there is something to substitute, else the text itself."""
    return Sub(template) if "${" in template else template


def imported(export: str) -> ImportValue:
    """A value that an earlier stack exports."""
    return ImportValue(export)


def exported_list(values: list[Any]) -> Join:
    """A list as one export: exports are strings."""
    return Join(",", values)


def imported_list(export: str) -> Split:
    """The list that :func:`exported_list` exported."""
    return Split(",", ImportValue(export))


def zone(index: int) -> Select:
    """The region's availability zone number ``index``, counted from 0."""
    return Select(index, GetAZs(""))
