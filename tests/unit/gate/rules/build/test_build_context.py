"""Which folder and Dockerfile a build is from, as far as its commands say so by themselves."""

from __future__ import annotations

import pytest

from generator.gate.rules.build.build_context import RULE
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.problems import Location


def _found(*commands: str) -> list[str]:
    data = {"version": 0.2, "phases": {"build": {"commands": list(commands)}}}
    file = SideFile("buildspec.yml", data, "", Location("buildspec.yml"))
    here = {".", "app", "app/Dockerfile"}
    return [problem.message for problem in RULE.problems(System((), (file,), has=lambda path: path in here))]


@pytest.mark.parametrize(
    ("command", "absent"),
    [
        ("docker build app", ""),
        ("docker build -t a --build-arg VERSION=1 -f app/Dockerfile .", ""),
        ("docker buildx build --file=app/Dockerfile --push .", ""),
        ("docker build .", "./Dockerfile"),
        ("docker build --tag a \\\n  web", "web"),
        ("docker build --file Own app && docker push a", "Own"),
        ("(cd web && npm test); docker build web", "web"),
        ("(cd web && docker build .)", ""),
        ("cd web && docker build .", ""),
        ('docker build -f "$FILE" .', ""),
        ("docker build https://github.com/acme/shop.git", ""),
        ("docker build - < Own", ""),
        ("cat Own | docker build -t a -", ""),
        ("docker build 'app", ""),
    ],
)
def test_what_is_absent_is_told(command: str, absent: str) -> None:
    assert [message for message in _found(command) if absent not in message] == []
    assert bool(_found(command)) == bool(absent)


def test_a_command_that_goes_elsewhere_takes_those_that_follow_with_it() -> None:
    assert _found("cd web", "docker build .") == []
