"""Spec files -> their outcomes in order: from the cache, else from the scheduler."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.app import checkout
from generator.app.build.bases import read_bases
from generator.app.build.product import Format, Product, Request
from generator.app.build.read import named, read
from generator.app.cache.result_cache import ResultCache
from generator.app.run.batch import SpecOutcome
from generator.errors import SpecError
from generator.problems import Problem, in_order

if TYPE_CHECKING:
    from generator.app.workers.scheduler import BuildScheduler


@dataclass
class _Slot:
    """A file's place in the order, filled when its outcome is there."""

    request: Request
    outcome: SpecOutcome | None = None


@dataclass(frozen=True)
class CachedBuilds:
    """What makes outcomes of spec files: the cache that remembers them, and the workers that make them anew."""

    memory: ResultCache
    template_format: Format = Format.YAML
    read: Callable[[str], str] = read

    def __call__(self, files: Iterable[str]) -> Iterator[SpecOutcome]:
        """One outcome for each file, in their order; no file may come twice.

        Raises OutsideError when a file cannot be read or a worker process dies; every other complaint is in the
        outcome. Ending it early ends the worker processes.
        """
        slots: deque[_Slot] = deque()
        with ExitStack() as stack:
            scheduler: BuildScheduler | None = None
            for file in files:
                slot = self._look_up(file)
                slots.append(slot)
                if slot.outcome is None:
                    scheduler = scheduler or stack.enter_context(self._open())
                    scheduler.add(slot.request)
                if scheduler:
                    self._fill(slots, scheduler)
                yield from _leaving(slots)
            while scheduler and not scheduler.is_empty:
                self._fill(slots, scheduler, must_wait=True)
                yield from _leaving(slots)
        self.memory.close()

    def _open(self) -> BuildScheduler:
        # Imported here: multiprocessing takes longer to load than an unchanged spec to look up.
        from generator.app.workers.scheduler import BuildScheduler

        return BuildScheduler(self.memory)

    def _look_up(self, file: str) -> _Slot:
        text = ""
        try:
            text = self.read(file)
            request = Request(text, named(file), self.template_format, read_bases(text, file))
        except SpecError as error:
            return _Slot(
                Request("", file, self.template_format), SpecOutcome(text, Product(file, problems=error.problems))
            )
        key = self.memory.spec(request)
        product = self.memory.product(key)
        verdict = () if product and product.problems else self.memory.verdict(key)
        if product is None or verdict is None:
            return _Slot(request)
        return _Slot(request, self._outcome(request, product, verdict))

    def _fill(self, slots: Iterable[_Slot], scheduler: BuildScheduler, *, must_wait: bool = False) -> None:
        """Take what the scheduler has finished; wait for it only while it has no room for more."""
        is_open = True
        while is_open:
            for product, problems in scheduler.finished(must_wait=must_wait or scheduler.is_full):
                [slot] = [slot for slot in slots if slot.request.file == product.file]
                slot.outcome = self._outcome(slot.request, product, problems)
            is_open = scheduler.is_full

    def _outcome(self, request: Request, product: Product, problems: tuple[Problem, ...]) -> SpecOutcome:
        # What is missing in the repository is looked for each time: no key could hold what is on a disk.
        if not product.problems:
            missing = checkout.problems(product.sources, request.text, request.file, request.bases)
            notes = (*product.notes, *checkout.notes(product.sources, request.file))
            product = replace(product, problems=in_order([*missing, *problems]), notes=notes)
        return SpecOutcome(request.text, product, bases=request.bases)


def _leaving(slots: deque[_Slot]) -> Iterator[SpecOutcome]:
    """The outcomes at the front."""
    while slots and slots[0].outcome:
        outcome = slots.popleft().outcome
        assert outcome is not None
        yield outcome
