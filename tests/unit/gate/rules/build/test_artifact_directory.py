"""Where a build writes what it hands over, and which folder it hands over."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.rules.build.artifact_directory import RULE
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.problems import Location


def _found(base: str, files: list[str], *commands: str) -> list[str]:
    data: Any = {
        "version": 0.2,
        "phases": {"build": {"commands": list(commands)}},
        "artifacts": {"base-directory": base, "files": files},
    }
    file = SideFile("buildspec.yml", data, "", Location("buildspec.yml"))
    return [problem.message for problem in RULE.problems(System((), (file,), is_whole=False))]


_WRITES = "printf '{}' > out/imageDetail.json"


@pytest.mark.parametrize(
    ("base", "files", "commands"),
    [
        ("out", ["imageDetail.json"], [_WRITES]),
        ("out", ["imageDetail.json", "taskdef.json"], [_WRITES, "cp deploy/taskdef.json out/taskdef.json"]),
        ("out", ["imageDetail.json", "taskdef.json"], [_WRITES, "cp deploy/*.json out/"]),
        ("out", ["imageDetail.json"], ["printf '{}' > imageDetail.json", "mv imageDetail.json out"]),
        ("out", ["imageDetail.json"], ["cd out", "printf '{}' > imageDetail.json"]),
        ("dist", ["index.html"], ["npm run build"]),
        ("dist", ["**/*"], ["npm run build"]),
        (".", ["imageDetail.json"], ["printf '{}' > imageDetail.json"]),
    ],
)
def test_what_is_there_is_let_through(base: str, files: list[str], commands: list[str]) -> None:
    assert _found(base, files, *commands) == []


@pytest.mark.parametrize(
    ("base", "files", "commands", "shown"),
    [
        ("build", ["imageDetail.json"], [_WRITES], "write out/imageDetail.json"),
        ("out", ["imageDetail.json"], ["mkdir out", "printf '{}' > imageDetail.json"], "write imageDetail.json"),
        ("out", ["imageDetail.json", "appspec.yaml"], [_WRITES, "cp appspec.yaml out/appspec.yml"], "write none"),
    ],
)
def test_what_is_elsewhere_is_found(base: str, files: list[str], commands: list[str], shown: str) -> None:
    [message] = _found(base, files, *commands)
    assert message.endswith(shown)
