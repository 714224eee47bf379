"""Which version an answer names, and which names mean one version."""

import json

import pytest

from generator.app.verify.version import Reader, is_same
from generator.live.endpoint import Answer


@pytest.mark.parametrize(
    ("body", "version"),
    [
        ('{"status": "ok", "version": "1.2.3"}', "1.2.3"),
        ('{"version": 7}', "7"),
        ("Version: 1.2.3", "1.2.3"),
        ("version=7.", "7"),
        ("<p>version 1.2.3-rc.1+b5.</p>", "1.2.3-rc.1+b5"),
        ("Version: git-0123456789ab\n", "git-0123456789ab"),
        ("This version is new.", ""),
        ("Waiting for the first release\n", ""),
        ('{"version": {"major": 1}}', ""),
        ('{"version": null}', ""),
        ("[1, 2]", ""),
        ("[" * 20_000, ""),
        ("", ""),
    ],
)
def test_where_services_usually_say_it(body: str, version: str) -> None:
    assert Reader().read(Answer(200, {}, body.encode())) == version


def test_bytes_that_are_no_text() -> None:
    assert Reader().read(Answer(200, {}, b"\xff\xfe Version: 1.2.3")) == "1.2.3"


def test_a_header_and_nothing_else() -> None:
    answer = Answer(200, {"x-app-version": " 1.2.3 "}, b"Version: 9.9.9")
    assert Reader(header="X-App-Version").read(answer) == "1.2.3"
    assert Reader(header="X-Other").read(answer) == ""


@pytest.mark.parametrize(
    ("field", "version"), [("app.version", "1.2.3"), ("a.b", "2.0.0"), ("version", "3.0.0"), ("app.version.x", "")]
)
def test_a_field_inside_of_others(field: str, version: str) -> None:
    body = json.dumps({"app": {"version": "1.2.3"}, "a.b": "2.0.0", "version": "3.0.0"})
    assert Reader(field=field).read(Answer(200, {}, body.encode())) == version


def test_a_field_that_is_not_there_is_not_looked_for_in_the_text() -> None:
    assert Reader(field="release").read(Answer(200, {}, b"Version: 1.2.3")) == ""


@pytest.mark.parametrize(
    ("expected", "found", "same"),
    [
        ("v1.2.3", "1.2.3", True),
        ("1.2.3", "v1.2.3", True),
        ("release-1.2.3", "1.2.3", True),
        ("shop/v1.2.3", "1.2.3", True),
        ("v1.2.3", "1.2.30", False),
        ("v1.2.3", "11.2.3", False),
        ("v1.2.3", "1.2.3-rc.1", False),
        ("v1.2.3+b1", "1.2.3+b2", False),
        ("api-1.2.3", "web-1.2.3", False),
        ("git-0123456789ab", "git-0123456789ab", True),
        ("latest", "1.2.3", False),
    ],
)
def test_one_version_by_two_names(expected: str, found: str, same: bool) -> None:
    assert is_same(expected, found) is same
