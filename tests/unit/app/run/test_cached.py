"""Specs that are remembered: their order, what is looked at all the same, and what cannot be read."""

from __future__ import annotations

import pytest

from generator.app.build.product import Format, Product, Request, Source
from generator.app.cache.result_cache import ResultCache
from generator.app.run.cached import CachedBuilds
from generator.errors import OutsideError, SpecError
from generator.problems import Location, Problem
from tests.unit.app.cache.dictionary import Dictionary

TEXT = "project: shop\n"


def _problem(file: str, code: str) -> Problem:
    return Problem(Location(file), "is wrong", code)


def _memory(*products: Product, verdict: tuple[Problem, ...] = ()) -> ResultCache:
    memory = ResultCache(Dictionary(), "f", "d")
    for product in products:
        key = memory.spec(Request(TEXT, product.file, Format.YAML))
        memory.keep_product(key, product)
        if not product.problems:
            memory.keep_verdict(key, verdict)
    return memory


def test_outcomes_come_in_order_with_what_was_said_of_them() -> None:
    memory = _memory(Product("b", "beta"), Product("a", "alpha"), verdict=(_problem("b", "gate"),))
    outcomes = list(CachedBuilds(memory, read=lambda file: TEXT)(["b", "a"]))
    assert [outcome.build.project for outcome in outcomes] == ["beta", "alpha"]
    assert [outcome.text for outcome in outcomes] == [TEXT, TEXT]
    assert outcomes[0].build.problems == (_problem("b", "gate"),)


def test_a_spec_that_is_known_to_be_bad_has_no_verdict_and_needs_none() -> None:
    bad = Product("b", problems=(_problem("b", "schema"),))
    [outcome] = CachedBuilds(_memory(bad), read=lambda file: TEXT)(["b"])
    assert outcome.build == bad


def test_what_is_missing_on_the_disk_is_never_remembered() -> None:
    place = ("main", "dev", "no/such/folder", "Dockerfile", "none")
    source = Source(*place, (), None, None, 3000, "x86_64", True, False, "main", ())
    product = Product("b", sources=(source,))
    text = "project: shop\nservice: {port: 1}\nenvironments: {dev: {trigger: {branch: main}}}\n"
    memory = ResultCache(Dictionary(), "f", "d")
    key = memory.spec(Request(text, "b", Format.YAML))
    memory.keep_product(key, product)
    memory.keep_verdict(key, ())
    [outcome] = CachedBuilds(memory, read=lambda file: text)(["b"])
    assert [problem.code for problem in outcome.build.problems] == ["checkout"]


def test_a_file_that_is_no_text_is_an_outcome_and_one_that_cannot_be_read_is_not() -> None:
    def read(file: str) -> str:
        if file == "bad":
            raise SpecError([_problem(file, "yaml")])
        raise OutsideError(f"cannot read {file}", "it is gone")

    builds = CachedBuilds(ResultCache(None), read=read)
    [outcome] = builds(["bad"])
    assert outcome.build == Product("bad", problems=(_problem("bad", "yaml"),))
    with pytest.raises(OutsideError, match="cannot read gone"):
        list(builds(["bad", "gone"]))
