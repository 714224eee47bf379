"""Rulesets as the spec wants them, compared with those that GitHub has, and put in place.

https://docs.github.com/en/rest/repos/rules
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.errors import OutsideError
from generator.gitflow.gh_api import GhApi

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Comparison:
    """One ruleset: as it is to be, GitHub's number for it, and how the two differ."""

    body: Body
    id: int | None
    """None when GitHub does not have it."""
    diff: tuple[str, ...]
    hides_bypass: bool = False
    """GitHub tells only those who may edit a ruleset who can bypass it."""

    @property
    def name(self) -> str:
        """The ruleset's name."""
        return str(self.body["name"])


def compare(api: GhApi, repository: str, bodies: Sequence[Body]) -> tuple[Comparison, ...]:
    """Look up every ruleset by its name; rulesets of other names, and of the organisation, are none of our business."""
    # The list holds no rules: https://docs.github.com/en/rest/repos/rules#get-all-repository-rulesets
    listed = api.pages(f"{_path(repository)}?per_page=100&includes_parents=false")
    return tuple(_compare(api, repository, body, _number(listed, body)) for body in bodies)


def put(api: GhApi, repository: str, comparison: Comparison) -> None:
    """Create the ruleset, or replace what GitHub has under its name."""
    if comparison.id is None:
        api.send("POST", _path(repository), comparison.body)
    else:
        api.send("PUT", f"{_path(repository)}/{comparison.id}", comparison.body)


def _path(repository: str) -> str:
    return f"repos/{repository}/rulesets"


def _number(listed: Sequence[Any], body: Body) -> int | None:
    """The oldest one, should there be several."""
    try:
        return min((int(each["id"]) for each in listed if each["name"] == body["name"]), default=None)
    except (TypeError, KeyError, ValueError) as refusal:
        raise OutsideError("cannot read GitHub's rulesets", f"an entry has no name or number: {refusal}") from refusal


def _compare(api: GhApi, repository: str, body: Body, number: int | None) -> Comparison:
    if number is None:
        return Comparison(body, None, _diff(body, None))
    found = api.get(f"{_path(repository)}/{number}")
    if not isinstance(found, dict):
        raise OutsideError(f"cannot read the ruleset {body['name']}", "GitHub's answer is no ruleset")
    hides_bypass = "bypass_actors" not in found
    # What GitHub does not tell cannot be compared.
    shown = {key: value for key, value in body.items() if key != "bypass_actors" or not hides_bypass}
    return Comparison(body, number, _diff(shown, found), hides_bypass)


def _diff(body: Body, found: Body | None) -> tuple[str, ...]:
    name = body["name"]
    names = f"{name} (at GitHub)", f"{name} (from the spec)"
    old = [] if found is None else _lines(_as_asked(found, body))
    return tuple(difflib.unified_diff(old, _lines(_sorted(body)), *names, lineterm=""))


def _lines(value: Any) -> list[str]:
    return json.dumps(value, indent=2).split("\n")


def _as_asked(found: Any, wanted: Any) -> Any:
    """``found`` without the fields that the server adds, in the order of ``wanted``.

    A whole rule, check or actor that nobody asked for stays: it changes what is allowed.
    """
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        # An empty list and no list are the same.
        pairs = ((key, found.get(key, [] if value == [] else None), value) for key, value in wanted.items())
        return {key: _as_asked(has, value) for key, has, value in pairs if has is not None}
    if isinstance(wanted, Sequence) and not isinstance(wanted, str) and isinstance(found, list):
        by_key = {_key(item): item for item in wanted}
        return _in_order([_as_asked(item, by_key.get(_key(item), item)) for item in found])
    return _sorted(found)


def _sorted(value: Any) -> Any:
    """Lists in one order: the API's have no meaning in theirs."""
    if isinstance(value, Mapping):
        return {key: _sorted(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return _in_order([_sorted(item) for item in value])
    return value


def _in_order(items: list[Any]) -> list[Any]:
    return sorted(items, key=lambda item: (_key(item), json.dumps(item, sort_keys=True)))


def _key(item: Any) -> str:
    """What a rule, a check, an actor or a name in a list is known by."""
    if not isinstance(item, Mapping):
        return str(item)
    if "actor_type" in item:
        return f"{item['actor_type']} {item.get('actor_id') or ''}"
    names = (item.get("type"), item.get("context"))
    return str(next((name for name in names if name is not None), ""))
