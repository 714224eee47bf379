"""Specs that no cache knows -> products and what the gate says of them, by worker processes.

One process compiles a spec and tries our own rules on it, several lint its templates. The one that hands over keeps
no template longer than it waits for its findings, so its memory does not grow with the number of specs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Self, TypeAlias

from generator.app.build.product import Product, Request
from generator.app.cache.result_cache import ResultCache
from generator.app.workers import lint
from generator.app.workers.job import CompiledSpec, draft
from generator.app.workers.pool import Pool, cores, ready
from generator.gate.match import Match, problem
from generator.problems import Problem, in_order

Finished: TypeAlias = tuple[Product, tuple[Problem, ...]]
"""A product, and what our rules, the proof of its policies and cfn-lint say of it."""
_AHEAD = 3
"""Specs at work for each processor: enough that none is idle, few enough to hold."""


@dataclass
class _Job:
    request: Request
    draft: CompiledSpec
    keys: tuple[str, ...]
    """Of its templates, in order."""
    missing: set[str]


class BuildScheduler:
    """Compiles and judges what it is given, and tells ``memory`` all that it finds out."""

    def __init__(self, memory: ResultCache, workers: int | None = None) -> None:
        self._memory = memory
        self._workers = workers or cores()
        self._pools = ExitStack()
        self._compilers: Pool[Request, CompiledSpec] = self._pools.enter_context(Pool(draft))
        self._linters: Pool[lint.LintTask, tuple[Match, ...]] | None = None
        self._to_compile: deque[Request] = deque()
        self._to_lint: deque[lint.LintTask] = deque()
        self._compiling = 0
        self._jobs: dict[str, _Job] = {}
        """By file: the specs that wait for findings."""
        self._matches: dict[str, tuple[Match, ...] | None] = {}
        """By key: what was found in this run, or None while it is looked for. Equal templates are linted once."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: Any) -> None:
        self._pools.__exit__(*reason)

    @property
    def is_full(self) -> bool:
        """Whether it has all that it can work on."""
        return len(self._to_compile) + self._compiling + len(self._jobs) >= _AHEAD * self._workers

    @property
    def is_empty(self) -> bool:
        """Whether everything has come out of it."""
        return not (self._to_compile or self._compiling or self._jobs)

    def add(self, request: Request) -> None:
        """Take a spec; its file is in no other request."""
        self._to_compile.append(request)
        self._hand_out()

    def finished(self, *, must_wait: bool) -> Iterator[Finished]:
        """What has been finished since, in any order; ``must_wait`` lets time pass until a worker has done something.

        Raises OutsideError when a worker dies.
        """
        if self._linters is None and self._compiling and not self._memory.has_matches:
            self._linters = self._pools.enter_context(lint.pool())  # While the first spec is being compiled.
        pools: list[Pool[Any, Any]] = [self._compilers, *([self._linters] if self._linters else [])]
        for pool, line in ready(pools, must_wait=must_wait):
            task, answer = pool.collect(line)
            if isinstance(answer, CompiledSpec):
                yield from self._drafted(task, answer)
            else:
                yield from self._linted(task, answer)
        self._hand_out()

    def _hand_out(self) -> None:
        """Give each processor something to do: templates first, so that specs leave the scheduler."""
        while self._to_compile or self._to_lint:
            if self._compilers.busy + (self._linters.busy if self._linters else 0) >= self._workers:
                return
            if self._to_lint:
                if self._linters is None:
                    self._linters = self._pools.enter_context(lint.pool())
                self._linters.start(self._to_lint.popleft())
            else:
                self._compilers.start(self._to_compile.popleft())
                self._compiling += 1

    def _drafted(self, request: Request, draft: CompiledSpec) -> Iterator[Finished]:
        self._compiling -= 1
        self._memory.keep_product(self._memory.spec(request), draft.product)
        tasks = [lint.task(subject, self._memory) for subject in draft.subjects]
        for task in lint.in_turn(tasks):
            if task.key not in self._matches:
                known = self._memory.matches(task.key)
                self._matches[task.key] = known
                if known is None:
                    self._to_lint.append(task)
        keys = tuple(task.key for task in tasks)
        job = _Job(request, draft, keys, {key for key in keys if self._matches[key] is None})
        self._jobs[request.file] = job
        yield from self._done([job])

    def _linted(self, task: lint.LintTask, matches: tuple[Match, ...]) -> Iterator[Finished]:
        self._matches[task.key] = matches
        self._memory.keep_matches(task.key, matches)
        for job in self._jobs.values():
            job.missing.discard(task.key)
        yield from self._done([*self._jobs.values()])

    def _done(self, jobs: list[_Job]) -> Iterator[Finished]:
        for job in jobs:
            if job.missing:
                continue
            del self._jobs[job.request.file]
            found = [
                problem(subject, match)
                for subject, key in zip(job.draft.subjects, job.keys, strict=True)
                for match in self._matches[key] or ()
            ]
            problems = in_order([*job.draft.problems, *found])
            if not job.draft.product.problems:
                self._memory.keep_verdict(self._memory.spec(job.request), problems)
            yield job.draft.product, problems
