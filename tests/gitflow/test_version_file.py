"""A version changes in a file, and nothing else does."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.gitflow import version_file
from tests.gitflow.template import LOCK


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("package.json", '{\n\t"version": "1.0.0",\r\n "x":1}', '{\n\t"version": "1.3.0",\r\n "x":1}'),
        (
            "package.json",
            '{"a": {"version": "1.0.0"}, "b": "1.0.0", "version" : "1.0.0"}',
            '{"a": {"version": "1.0.0"}, "b": "1.0.0", "version" : "1.3.0"}',
        ),
        (
            "pyproject.toml",
            '[project]\nname = "x"\nversion = "1.0.0" # so\n',
            '[project]\nname = "x"\nversion = "1.3.0" # so\n',
        ),
        ("pyproject.toml", "[tool.poetry]\nversion='1.0.0'\n", "[tool.poetry]\nversion='1.3.0'\n"),
        ("pyproject.toml", 'x = "1.0.0"\nproject.version = "1.0.0"\n', 'x = "1.0.0"\nproject.version = "1.3.0"\n'),
        (
            "pyproject.toml",
            'text = """\n[project]\nversion = "1.0.0"\n"""\n[project]\nversion = "1.0.0"\n',
            'text = """\n[project]\nversion = "1.0.0"\n"""\n[project]\nversion = "1.3.0"\n',
        ),
        ("VERSION", "1.0.0\n", "1.3.0\n"),
        ("VERSION", "  1.0.0", "  1.3.0"),
    ],
)
def test_only_the_version_changes(name: str, text: str, expected: str) -> None:
    assert version_file.read(name, text) == "1.0.0"
    assert version_file.write(name, text, "1.3.0") == expected
    assert version_file.write(name, expected, "1.3.0") == expected


def test_a_lock_has_it_twice() -> None:
    changed = version_file.write("package-lock.json", LOCK, "1.3.0")
    assert json.loads(changed)["version"] == json.loads(changed)["packages"][""]["version"] == "1.3.0"
    assert changed.count("1.3.0") == 2
    assert changed.replace("1.3.0", "1.2.0") == LOCK


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("package.json", "{}"),
        ("package.json", '{"version": 1}'),
        ("package.json", "[1]"),
        ("package.json", '{"version": '),
        ("pyproject.toml", "[project]\ndynamic = ['version']\n"),
        ("pyproject.toml", "project = 1\n"),
        ("VERSION", "\n"),
    ],
)
def test_a_file_without_a_version(name: str, text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (whose words they are differs)
        version_file.read(name, text)


def test_what_cannot_be_found_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot find where version is written"):
        version_file.write("package.json", '{"version": "1\\u002e0.0"}', "1.3.0")


_DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["1.2.0", "version", 'a"1.2.0"']),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["version", "a", ""]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["a", "b", "version "]), _DOCUMENTS), st.sampled_from([None, 1, 2, "\t"]))
def test_any_document(document: dict[str, object], indent: int | str | None) -> None:
    text = json.dumps({**document, "version": "1.2.0", "end": "1.2.0"}, indent=indent)
    changed = version_file.write("package.json", text, "1.3.0")
    assert json.loads(changed) == {**json.loads(text), "version": "1.3.0"}
    assert len(changed) == len(text)
