"""What a build does with the tag, against the tags that start it."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate import example
from generator.gate.rules.build.version_check import RULE
from generator.problems import Severity

_TAG = 'TAG="${CODEBUILD_WEBHOOK_TRIGGER#tag/}"'


def _found(glob: str, *commands: str) -> list[Severity]:
    [system] = example.good(RULE.example)
    pipeline: Any = system.templates[0].data["Resources"]["Pipeline"]["Properties"]
    pipeline["Triggers"][0]["GitConfiguration"]["Push"][0]["Tags"]["Includes"] = [glob]
    file: Any = system.files[0].data
    file["phases"]["build"]["commands"] = list(commands)
    return [problem.severity for problem in RULE.problems(system)]


@pytest.mark.parametrize(
    ("glob", "commands"),
    [
        ("v*", [_TAG, 'echo "$TAG" | grep -Eq "^v[0-9]+\\.[0-9]+\\.[0-9]+$"']),
        ("v*", [_TAG, 'VERSION="${TAG#v}"', '[[ "$VERSION" =~ ^[0-9]+\\.[0-9]+\\.[0-9]+$ ]]']),
        ("release-*", [_TAG, 'VERSION="${TAG#release-}"', '[[ "$VERSION" =~ ^[0-9] ]]']),
        ("v*", [_TAG, 'case "$TAG" in\n  v[0-9]*) ;;\n  *) exit 1 ;;\nesac']),
        ("v*", [_TAG, 'npx semver "${TAG#v}" | grep -q .']),
        ("v[0-9]*.[0-9]*.[0-9]*", [_TAG, "make"]),
        ("v*", ["make"]),
    ],
)
def test_a_tag_that_is_looked_at_is_let_through(glob: str, commands: list[str]) -> None:
    assert _found(glob, *commands) == []


@pytest.mark.parametrize(
    ("glob", "commands", "severity"),
    [
        ("v*", [_TAG, "make"], Severity.WARNING),
        ("v*", [_TAG, 'echo "not https://semver.org: $TAG"'], Severity.WARNING),
        ("v*", [_TAG, 'if false && ! echo "$TAG" | grep -Eq "^v[0-9]" ; then exit 1; fi'], Severity.WARNING),
        ("v*", [_TAG, 'VERSION="${TAG#release-}"', '[[ "$VERSION" =~ ^[0-9] ]]'], Severity.ERROR),
        ("v*", [_TAG, '[[ "$TAG" =~ ^[0-9]+\\.[0-9]+\\.[0-9]+$ ]]'], Severity.ERROR),
        ("release-*", [_TAG, 'echo "$TAG" | grep -Eq "^v[0-9]+\\.[0-9]+"'], Severity.ERROR),
    ],
)
def test_a_tag_that_is_not_or_never_right_is_found(glob: str, commands: list[str], severity: Severity) -> None:
    assert _found(glob, *commands) == [severity]
