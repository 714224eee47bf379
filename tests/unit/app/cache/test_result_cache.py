"""Whatever a result depends on is in its key."""

from __future__ import annotations

import time

import pytest

from generator.app.build.product import Format, Product, Request
from generator.app.cache.result_cache import ResultCache, today
from generator.gate.match import Match
from generator.problems import Location, Problem, Severity
from tests.unit.app.cache.dictionary import Dictionary

REQUEST = Request("project: shop\n", "specs/shop.yaml", Format.YAML)
PROBLEM = Problem(Location("specs/shop.yaml", 1, 1), "is wrong", "test")
MATCH = Match("E3002", Severity.ERROR, "is wrong", "Topic", 3, 4)


@pytest.mark.parametrize(
    "other",
    [
        Request("project: shop \n", "specs/shop.yaml", Format.YAML),
        Request("project: shop\n", "specs/./shop.yaml", Format.YAML),
        Request("project: shop\n", "specs/shop.yaml", Format.JSON),
    ],
    ids=["a byte of the spec", "its name", "the option --format"],
)
def test_another_request_is_another_spec(other: Request) -> None:
    memory = ResultCache(Dictionary(), "f", "d")
    memory.keep_product(memory.spec(REQUEST), Product("specs/shop.yaml"))
    memory.keep_verdict(memory.spec(REQUEST), [PROBLEM])
    assert memory.product(memory.spec(REQUEST)) == Product("specs/shop.yaml")
    assert memory.verdict(memory.spec(REQUEST)) == (PROBLEM,)
    assert memory.product(memory.spec(other)) is None
    assert memory.verdict(memory.spec(other)) is None


def test_another_installation_knows_nothing() -> None:
    """Our source, the libraries, Python: all that is in the fingerprint."""
    store = Dictionary()
    before, after = ResultCache(store, "f", "d"), ResultCache(store, "g", "d")
    before.keep_product(before.spec(REQUEST), Product("x"))
    before.keep_verdict(before.spec(REQUEST), [])
    before.keep_matches(before.template("t", ["r"]), [])
    assert after.product(after.spec(REQUEST)) is None
    assert after.verdict(after.spec(REQUEST)) is None
    assert after.matches(after.template("t", ["r"])) is None
    assert not after.has_matches


def test_another_day_knows_the_product_and_judges_again() -> None:
    store = Dictionary()
    before, after = ResultCache(store, "f", "monday"), ResultCache(store, "f", "tuesday")
    before.keep_product(before.spec(REQUEST), Product("x"))
    before.keep_verdict(before.spec(REQUEST), [])
    before.keep_matches(before.template("t", ["r"]), [])
    assert after.product(after.spec(REQUEST)) == Product("x")
    assert after.verdict(after.spec(REQUEST)) is None
    assert after.matches(after.template("t", ["r"])) is None
    assert not after.has_matches


@pytest.mark.parametrize(("text", "regions"), [("T", ["r"]), ("t", ["s"]), ("t", ["r", "s"]), ("t", []), ("rt", [])])
def test_another_template_or_region_is_judged_by_itself(text: str, regions: list[str]) -> None:
    memory = ResultCache(Dictionary(), "f", "d")
    memory.keep_matches(memory.template("t", ["r"]), [MATCH])
    assert memory.matches(memory.template("t", ["r"])) == (MATCH,)
    assert memory.matches(memory.template(text, regions)) is None
    assert memory.has_matches


@pytest.mark.parametrize(
    "memory", [ResultCache(None, "f", "d"), ResultCache(Dictionary(), "", "d")], ids=["store", "fingerprint"]
)
def test_without_a_store_or_a_fingerprint_nothing_is_known(memory: ResultCache) -> None:
    memory.keep_product(memory.spec(REQUEST), Product("x"))
    memory.keep_matches(memory.template("t", ["r"]), [])
    assert memory.product(memory.spec(REQUEST)) is None
    assert memory.matches(memory.template("t", ["r"])) is None
    assert not memory.has_matches


def test_an_entry_of_another_shape_is_none() -> None:
    store = Dictionary()
    memory = ResultCache(store, "f", "d")
    memory.keep_product(memory.spec(REQUEST), Product("x"))
    memory.keep_matches(memory.template("t", ["r"]), [MATCH])
    for name in store.entries:
        store.put(name, {"artifacts": 5})
    assert memory.product(memory.spec(REQUEST)) is None
    assert memory.matches(memory.template("t", ["r"])) is None


def test_the_date_is_greenwich_s_and_ours() -> None:
    start, found, end = time.time(), today(), time.time()
    clocks = (time.gmtime, time.localtime)
    seen = {" ".join(time.strftime("%Y-%m-%d", clock(moment)) for clock in clocks) for moment in (start, end)}
    assert found in seen
