"""Patterns of triggers take the tags that CodePipeline's page says they take."""

from __future__ import annotations

import pytest

from generator.gate.tag_glob import compiled, takes, versions


@pytest.mark.parametrize(
    ("pattern", "tag"),
    [
        ("v*", "v1.2.3"),
        ("**", "service/v1.2.3"),
        ("v?.?.?", "v1.2.3"),
        ("{v,release-}*", "release-1.2.3"),
        ("v[0-9]*", "v10.0.0"),
        ("v[!a-z]*", "v1.0.0"),
        ("v1.*", "v1.0.0-rc.1"),
        (r"\*v", "*v"),
    ],
)
def test_a_pattern_takes_a_tag(pattern: str, tag: str) -> None:
    assert takes([pattern], tag)


@pytest.mark.parametrize(
    ("pattern", "tag"),
    [
        ("v*", "service/v1.2.3"),
        ("V*", "v1.2.3"),
        ("v?", "v1.2.3"),
        ("v1.*", "v10.0.0"),
        (r"v\*", "v1.2.3"),
        ("v[0-9][0-9].*", "v1.2.3"),
    ],
)
def test_a_pattern_leaves_a_tag(pattern: str, tag: str) -> None:
    assert not takes([pattern], tag)


@pytest.mark.parametrize("pattern", ["v[0-9", "{a,{b}}", "{v", "[z-a]*"])
def test_what_is_no_glob_takes_nothing(pattern: str) -> None:
    assert compiled(pattern) is None
    assert not list(versions(pattern))


@pytest.mark.parametrize(
    "pattern", ["v*", "V*", "release/*", "orders@*", "v2?.*", "*-beta", "v*-rc*", "*.*.*", "{v,V}[0-9]*"]
)
def test_some_version_is_found_where_there_is_one(pattern: str) -> None:
    found = next(versions(pattern))
    assert takes([pattern], found)


@pytest.mark.parametrize("pattern", ["latest", "v[0-9][0-9][0-9]", "prod"])
def test_no_version_is_found_where_there_is_none(pattern: str) -> None:
    assert not list(versions(pattern))


def test_versions_may_be_of_one_prefix() -> None:
    assert not list(versions("V*", "v"))
    assert next(versions("v1.*", "v")).startswith("v1.")
