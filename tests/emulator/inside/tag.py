"""The tags of one resource, as its service keeps them: read, and brought from one state to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.emulator.inside.api import call
from tests.emulator.inside.kind import Properties, tags
from tests.emulator.inside.service import RefusedError, Store


@dataclass(frozen=True)
class Spelling:
    """How a service's TagResource and UntagResource name their members."""

    arn: str
    tags: str
    keys: str
    key: str = "Key"
    value: str = "Value"


def retag(service: str, spelling: Spelling, arn: str, old: Properties, new: Properties) -> None:
    """Adds, changes and removes tags through the service, as an update of the stack does."""
    before = {tag["Key"]: tag["Value"] for tag in tags(old)}
    after = {tag["Key"]: tag["Value"] for tag in tags(new)}
    if gone := sorted(set(before) - set(after)):
        call(service, "UntagResource", {spelling.arn: arn, spelling.keys: gone})
    changed = {key: value for key, value in after.items() if before.get(key) != value}
    if changed:
        listed: Any = [{spelling.key: key, spelling.value: value} for key, value in changed.items()]
        call(service, "TagResource", {spelling.arn: arn, spelling.tags: listed})


class TagStore:
    """TagResource, UntagResource and ListTagsForResource of a service in memory; tags are kept by ARN."""

    def __init__(self, spelling: Spelling, listed: str = "") -> None:
        self._spelling = spelling
        self._listed = listed or spelling.tags

    def keep(self, store: Store, arn: str, given: list[dict[str, str]]) -> None:
        kept = store.setdefault("tags", {}).setdefault(arn, {})
        kept.update({tag[self._spelling.key]: tag.get(self._spelling.value, "") for tag in given})

    def drop(self, store: Store, arn: str) -> None:
        store.get("tags", {}).pop(arn, None)

    def tag(self, store: Store, arguments: dict[str, Any]) -> dict[str, Any]:
        self._known(store, arguments)
        self.keep(store, arguments[self._spelling.arn], arguments[self._spelling.tags])
        return {}

    def untag(self, store: Store, arguments: dict[str, Any]) -> dict[str, Any]:
        kept = self._known(store, arguments)
        for key in arguments[self._spelling.keys]:
            kept.pop(key, None)
        return {}

    def list(self, store: Store, arguments: dict[str, Any]) -> dict[str, Any]:
        kept = self._known(store, arguments)
        spelling = self._spelling
        return {self._listed: [{spelling.key: key, spelling.value: value} for key, value in kept.items()]}

    def _known(self, store: Store, arguments: dict[str, Any]) -> dict[str, str]:
        arn = arguments[self._spelling.arn]
        kept: dict[str, str] | None = store.get("tags", {}).get(arn)
        if kept is None:
            raise RefusedError("ResourceNotFoundException", f"No resource found: {arn}")
        return kept
