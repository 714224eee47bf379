"""What goes into the store comes out as it was."""

from __future__ import annotations

import gzip
import json
import tracemalloc
import zlib
from binascii import b2a_base64
from collections.abc import Iterator
from typing import Any

import pytest

from generator.app.build.compile import compile_spec
from generator.app.build.product import Claims, Format, Product, Source, StackSummary, Start
from generator.app.cache.record import (
    LONGEST,
    UNREADABLE,
    document_of,
    document_record,
    matches_of,
    matches_record,
    problems_of,
    problems_record,
    product_of,
    product_record,
)
from generator.app.workers.job import product
from generator.gate.match import Match
from generator.problems import Location, Problem, Severity
from tests.golden.case import CASES

PROBLEM = Problem(
    Location("ä\udcff.yaml", 3, 4, "a.b"), "数 is\nwrong", "code", "a hint", Severity.WARNING, "x.yaml", "Y"
)
EMPTY: dict[str, Any] = product_record(Product("spec.yaml"))
MATCH = Match("W3037", Severity.WARNING, "no such action", "Role", 7, 9)


def _again(record: Any) -> Any:
    return json.loads(json.dumps(record))


@pytest.mark.parametrize("template_format", Format)
def test_a_product(template_format: Format) -> None:
    build = compile_spec(CASES["maximal"].spec.read_text("utf-8"), "spec.yaml", template_format)
    packed = product(build)
    assert product_of(_again(product_record(packed))) == packed
    assert [artifact.data for artifact in packed.artifacts] == [each.text.encode() for each in build.artifacts]


def test_the_product_of_a_bad_spec() -> None:
    bad = product(compile_spec("project: 1\n", "x.yaml"))
    assert bad.problems
    assert product_of(_again(product_record(bad))) == bad


def test_a_document() -> None:
    data, places = {"a": [1, 1.5, True, None, "\udcff"]}, {(): (1, 1), ("a", 0): (2, 5)}
    assert document_of(_again(document_record(data, places))) == (data, places)
    for bad in ([["1", 1]], [[1]], [[1, 2, {}]], 5, {"a": 1}):
        with pytest.raises(UNREADABLE):
            document_of({"data": 1, "places": bad})


def test_problems_and_matches() -> None:
    assert problems_of(_again(problems_record([PROBLEM]))) == (PROBLEM,)
    assert matches_of(_again(matches_record([MATCH]))) == (MATCH,)


@pytest.mark.parametrize("record", [{}, [], None, {"file": 1}, {"file": "x", "project": "y", "environments": 1}])
def test_what_nobody_wrote_is_unreadable(record: Any) -> None:
    with pytest.raises(UNREADABLE):
        product_of(record)


@pytest.mark.parametrize("rows", [[1], [[]], [["a"]], 5, [[1, 2, 3, 4, 5, 6, 7, "loud", 9]]])
def test_rows_that_nobody_wrote_are_unreadable(rows: Any) -> None:
    with pytest.raises(UNREADABLE):
        problems_of(rows)
    with pytest.raises(UNREADABLE):
        matches_of(rows)


@pytest.mark.parametrize(
    ("kind", "count"),
    [(Product, 10), (Claims, 4), (Start, 5), (StackSummary, 10), (Source, 14), (Problem, 7), (Location, 4), (Match, 6)],
)
def test_no_field_is_forgotten(kind: type, count: int) -> None:
    """Whoever adds a field has to record it; the round trips above then hold its value."""
    assert len(kind.__annotations__) == count


def _places(value: Any, home: Any = None, key: Any = None) -> Iterator[tuple[Any, Any]]:
    """Every value of a record, as what holds it and its key there."""
    if home is not None:
        yield home, key
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        yield from _places(item, value, step)


def test_a_value_of_another_type_is_unreadable_wherever_it_is() -> None:
    bad = product(compile_spec("project: 1\n", "x.yaml"))
    good = product(compile_spec(CASES["minimal"].spec.read_text("utf-8"), "spec.yaml"))
    for made in (bad, good):
        record = _again(product_record(made))
        for home, key in _places(record):
            before = home[key]
            home[key] = {"a": 1.5}
            with pytest.raises(UNREADABLE):
                product_of(record)
            home[key] = before
        assert product_of(record) == made


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../x", "a//x", "", "a\0b", "shop/X"])
def test_a_path_that_is_not_ours_is_unreadable(path: str) -> None:
    text = b2a_base64(zlib.compress(b"x")).decode()
    with pytest.raises(UNREADABLE):
        product_of({**EMPTY, "artifacts": [["shop/x", text], [path, text]]})


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"x",
        zlib.compress(b"x")[:-1],
        zlib.compress(b"x") + b"x",
        zlib.compress(bytes(LONGEST + 1)),
        gzip.compress(b"x", mtime=0),
    ],
)
def test_what_we_did_not_pack_is_unreadable(packed: bytes) -> None:
    with pytest.raises(UNREADABLE):
        product_of({**EMPTY, "artifacts": [["shop/x", b2a_base64(packed).decode()]]})


def test_what_unpacks_to_gigabytes_takes_no_memory() -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(2**20)) for _ in range(256)) + packer.flush()
    record = {**EMPTY, "artifacts": [["shop/x", b2a_base64(bomb).decode()]]}
    tracemalloc.start()
    try:
        with pytest.raises(UNREADABLE):
            product_of(record)
        assert tracemalloc.get_traced_memory()[1] < LONGEST
    finally:
        tracemalloc.stop()
