"""The commands that read a version; running them is another test's."""

from __future__ import annotations

import pytest

from generator.resources.version_file import read_version


@pytest.mark.parametrize(
    ("version_file", "begin", "end"),
    [
        ("package.json", "jq --exit-status --raw-output .version", " package.json"),
        ("pyproject.toml", "python3 -c \"import tomllib; t = tomllib.load(open('pyproject.toml', 'rb'))", '"'),
        ("VERSION", "tr -d '[:space:]' <", " VERSION"),
    ],
)
def test_each_file_has_a_command_that_reads_it(version_file: str, begin: str, end: str) -> None:
    command = read_version(version_file)
    assert command is not None
    assert command.startswith(begin)
    assert command.endswith(end)
    assert "\n" not in command, "it stands between quotes in a line"


def test_none_is_compared_with_nothing() -> None:
    assert read_version("none") is None


def test_a_file_that_the_schema_does_not_allow_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        read_version("Cargo.toml")
