"""Paths that a person named -> their judgement, and the specs among them, which are judged by building them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.app.cache.result_cache import ResultCache
from generator.app.handwritten.folder import files
from generator.app.handwritten.given import Given, Sort, given
from generator.app.handwritten.judgement import Judgement, judge
from generator.app.handwritten.manifest import around
from generator.app.handwritten.request import DEFAULT_REGION, Request
from generator.app.workers import lint
from generator.gate.subject import Subject
from generator.problems import Problem


def read(paths: Sequence[str], region: str = "") -> tuple[Given, ...]:
    """All files that the paths mean, and the manifests above. Raises OutsideError for one that cannot be read."""
    every = tuple(given(found, number, region or DEFAULT_REGION) for number, found in enumerate(files(paths)))
    return (*every, *around(every))


def specs(all_given: Sequence[Given]) -> tuple[str, ...]:
    """The paths of those that are specs."""
    return tuple(each.path for each in all_given if each.sort is Sort.SPEC)


def judgement(all_given: Sequence[Given], request: Request, memory: ResultCache) -> Judgement:
    """What is wrong with all that are no specs."""

    def by_cfn_lint(subjects: Iterable[Subject]) -> Iterable[Problem]:
        return lint.problems(subjects, memory)

    return judge(all_given, by_cfn_lint, request.region, is_whole=request.is_whole, waived=request.waived)
