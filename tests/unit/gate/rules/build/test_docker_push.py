"""Docker gets a password without asking, a folder to build from, and pushes the very name that it has built."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.rule import Rule
from generator.gate.rules.build.build_context import RULE as CONTEXT
from generator.gate.rules.build.docker_push import RULE as PUSH
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.problems import Location

_LOGIN = "aws ecr get-login-password | docker login --username AWS --password-stdin $R"


def _found(rule: Rule, *commands: str, **more: Any) -> int:
    data = {"version": 0.2, "phases": {"build": {"commands": [*commands]}}, **more}
    file = SideFile("buildspec.yml", data, "", Location("buildspec.yml"))
    return len([*rule.problems(System((), (file,)))])


@pytest.mark.parametrize(
    ("build", "push", "wrong"),
    [
        ("docker build -t $R/a:$TAG .", "docker push $R/a:$TAG", 0),
        ("docker build -t $R/a:$TAG .", 'docker push "${R}/a:${TAG}"', 0),
        ("docker build -t $R/a:$TAG .", "docker push $R/a", 1),
        ("docker build -t $R/a:$TAG .", "docker push $R/a:$VERSION", 1),
        ('VERSION="$TAG"; docker build -t $R/a:$TAG .', "docker push $R/a:$VERSION", 0),
        ("docker build -t $R/a .", "docker push $R/a:latest", 0),
        ("docker build -t local . && docker tag local $R/a:1", "docker push $R/a:1", 0),
        ("docker build -t local .", "docker push $URI", 0),
        ("docker build -t $R/a:$TAG . && make tags", "docker push $R/a:latest", 0),
    ],
)
def test_what_is_pushed_has_the_name_that_was_built(build: str, push: str, wrong: int) -> None:
    assert _found(PUSH, _LOGIN, build, push) == wrong


@pytest.mark.parametrize(
    ("login", "wrong"),
    [(_LOGIN, 0), ("docker login --username AWS $R", 1), ("docker login -u AWS -p $P $R", 0), ("docker logout", 0)],
)
def test_a_build_has_nobody_to_ask_for_a_password(login: str, wrong: int) -> None:
    assert _found(PUSH, login) == wrong


@pytest.mark.parametrize(
    ("command", "wrong"),
    [("docker build -t a --file Dockerfile", 1), ("cd app && docker build -t $A", 1), ("docker build -t a $ARGS", 0)],
)
def test_docker_builds_from_a_folder(command: str, wrong: int) -> None:
    assert _found(CONTEXT, command) == wrong
