"""What earlier runs found out about specs and templates, each under a key that holds all that it depends on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from generator.app.build.product import Product, Request
from generator.app.cache import record
from generator.app.cache.fingerprint import fingerprint
from generator.app.cache.folder import cache_folder, prepare_folder
from generator.app.cache.record import Places
from generator.app.cache.store import Store, key
from generator.gate.match import Match
from generator.problems import Problem

_Value = TypeVar("_Value")


def today() -> str:
    """The date, here and in Greenwich: cfn-lint's rules on runtimes that reach their end ask the local clock."""
    now = time.time()
    return " ".join(time.strftime("%Y-%m-%d", clock(now)) for clock in (time.gmtime, time.localtime))


class ResultCache:
    """Remembers products, problems of products, and cfn-lint's matches. Without a store it knows nothing."""

    def __init__(self, store: Store | None, fingerprint: str = "", date: str = "") -> None:
        self._store = store if fingerprint else None
        self._fingerprint, self._date = fingerprint, date
        self._judged = key("judged", fingerprint, date)

    def spec(self, request: Request) -> str:
        """The key of all that a spec gives."""
        bases = (part for base in request.bases for part in base)
        return key("spec", self._fingerprint, request.template_format, request.file, request.text, *bases)

    def template(self, text: str, regions: Iterable[str]) -> str:
        """The key of what cfn-lint says of a template: equal for equal templates, whoever they belong to.

        Our templates nest no others, and the linter reads no configuration but ours: else both would belong here.
        """
        return key("template", self._fingerprint, self._date, *regions, text)

    def product(self, spec: str) -> Product | None:
        """What the spec gives."""
        return self._get(key("product", spec), record.product_of)

    def keep_product(self, spec: str, product: Product) -> None:
        """Remember it."""
        if self._store:
            self._store.put(key("product", spec), record.product_record(product))

    def verdict(self, spec: str) -> tuple[Problem, ...] | None:
        """What the whole gate said of it, today."""
        return self._get(key("verdict", spec, self._date), record.problems_of)

    def keep_verdict(self, spec: str, problems: Iterable[Problem]) -> None:
        """Remember it."""
        if self._store:
            self._store.put(key("verdict", spec, self._date), record.problems_record(problems))

    def document(self, text: str) -> tuple[Any, Places] | None:
        """The data of a YAML or JSON text, and the places that were kept with it."""
        return self._get(key("document", self._fingerprint, text), record.document_of)

    def keep_document(self, text: str, data: Any, places: Places) -> None:
        """Remember it. ``data`` is what JSON can say."""
        if self._store:
            self._store.put(key("document", self._fingerprint, text), record.document_record(data, places))

    def matches(self, template: str) -> tuple[Match, ...] | None:
        """What cfn-lint said of a template."""
        return self._get(template, record.matches_of)

    def keep_matches(self, template: str, matches: Iterable[Match]) -> None:
        """Remember it."""
        if self._store:
            if not self.has_matches:
                self._store.put(self._judged, True)
            self._store.put(template, record.matches_record(matches))

    @property
    def has_matches(self) -> bool:
        """Whether any template's matches can be known: else cfn-lint is needed, whatever the templates are."""
        return self._store is not None and self._store.get(self._judged) is not None

    def close(self) -> None:
        """Keep the store to its size."""
        if self._store:
            self._store.trim()

    def _get(self, name: str, read: Callable[..., _Value]) -> _Value | None:
        written = self._store.get(name) if self._store else None
        if written is None:
            return None
        try:
            return read(written)
        except record.UNREADABLE:
            return None


def open_memory(environment: Mapping[str, str]) -> ResultCache:
    """What this user's earlier runs found out; a memory of nothing where there is no folder that can be trusted."""
    folder = cache_folder(environment)
    if folder is None or prepare_folder(folder):
        return ResultCache(None)
    store = Store(folder)
    return ResultCache(store, fingerprint(store), today())
