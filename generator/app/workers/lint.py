"""Templates -> what cfn-lint finds in them: remembered, or found by worker processes, each template once."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from generator.app.cache.result_cache import ResultCache
from generator.app.workers import garbage
from generator.gate.match import Match, problem
from generator.gate.subject import Subject
from generator.problems import Problem

if TYPE_CHECKING:
    from generator.app.workers.pool import Pool


class LintTask(NamedTuple):
    """A template on its way to the linter, with the key of what will be said of it."""

    key: str
    text: str
    regions: tuple[str, ...]


def task(subject: Subject, memory: ResultCache) -> LintTask:
    """The task of a template."""
    return LintTask(memory.template(subject.text, subject.regions), subject.text, subject.regions)


def lint(task: LintTask) -> tuple[Match, ...]:
    """What is wrong with the template, whichever stack it is of."""
    # Imported here, as in ``pool``: a process that remembers all findings does not wait for cfn-lint.
    from generator.gate import cfn_lint

    return cfn_lint.matches(task.text, task.regions)


def pool() -> Pool[LintTask, tuple[Match, ...]]:
    """Linters that share what one process has loaded, where processes can share it."""
    from generator.app.workers.pool import Pool, can_fork

    if can_fork():
        with garbage.kept():
            from generator.gate import cfn_lint

            cfn_lint.load()
    return Pool(lint)


def problems(subjects: Iterable[Subject], memory: ResultCache) -> Iterator[Problem]:
    """What is wrong with each template, in their order."""
    tasks = [(subject, task(subject, memory)) for subject in subjects]
    known = {each.key: memory.matches(each.key) for _, each in tasks}
    missing = {each.key: each for _, each in tasks if known[each.key] is None}
    for key, matches in _found([*missing.values()]):
        known[key] = matches
        memory.keep_matches(key, matches)
    memory.close()
    for subject, each in tasks:
        for match in known[each.key] or ():
            yield problem(subject, match)


def in_turn(tasks: Iterable[LintTask]) -> list[LintTask]:
    """The long ones first, so that no worker has a long one left when the others are done."""
    return sorted(tasks, key=lambda task: -len(task.text))


def _found(tasks: list[LintTask]) -> Iterator[tuple[str, tuple[Match, ...]]]:
    if len(tasks) < 2 or threading.active_count() > 1:  # A process with threads must not fork.
        yield from ((task.key, lint(task)) for task in tasks)
        return
    from generator.app.workers.pool import cores, ready

    queue = in_turn(tasks)[::-1]
    with pool() as linters:
        while queue or linters.busy:
            while queue and linters.busy < cores():
                linters.start(queue.pop())
            for _, line in ready([linters]):
                done, matches = linters.collect(line)
                yield done.key, matches
