"""The model of CodeBuild does what AWS's pages say."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from tests.build.support import codebuild
from tests.build.support.codebuild import PHASES, UPLOAD, Build
from tests.build.support.shell import SHELLS, Shell

pytestmark = pytest.mark.parametrize("shell", SHELLS)


def _run(folder: Path, shell: type[Shell], **phases: object) -> Build:
    source = folder / "source"
    (source / "out").mkdir(parents=True)
    document = {
        "version": 0.2,
        "env": {"shell": "bash"},
        "phases": {name: body if isinstance(body, dict) else {"commands": body} for name, body in phases.items()},
        "artifacts": {"base-directory": "out", "files": ["made"]},
    }
    return codebuild.run(yaml.safe_dump(document), source, {"PATH": os.environ["PATH"]}, shell, folder / "machine")


def test_variables_and_the_folder_persist(tmp_path: Path, shell: type[Shell]) -> None:
    build = _run(tmp_path, shell, pre_build=["A='x\ny'", "cd out"], build=['printf %s "$A" > made'])
    assert build.artifact == {"made": b"x\ny"}


@pytest.mark.parametrize("phase", ["install", "pre_build"])
def test_a_failed_preparation_ends_the_build(tmp_path: Path, shell: type[Shell], phase: str) -> None:
    phases = {phase: ["false"], "build": ["touch out/made"], "post_build": ["touch out/made"]}
    assert _run(tmp_path, shell, **phases).failed_phases == [phase, UPLOAD]


def test_post_build_runs_after_a_failed_build(tmp_path: Path, shell: type[Shell]) -> None:
    after = 'printf %s "$CODEBUILD_BUILD_SUCCEEDING" > out/made'
    build = _run(tmp_path, shell, build=["false", "echo never"], post_build=[after])
    assert build.failed_phases == ["build"]
    assert build.uploaded == {"made": b"0"}, "artifacts are uploaded all the same"
    assert build.artifact is None, "but no stage gets them"
    assert "never" not in build.log


def test_abort_keeps_post_build_from_running(tmp_path: Path, shell: type[Shell]) -> None:
    phases = {"build": {"on-failure": "ABORT", "commands": ["false"]}, "post_build": ["touch out/made"]}
    assert _run(tmp_path, shell, **phases).failed_phases == ["build", UPLOAD]


@pytest.mark.parametrize("command", ["exit 3", "(", "set -e; false"])
def test_a_command_may_end_its_shell(tmp_path: Path, shell: type[Shell], command: str) -> None:
    assert _run(tmp_path, shell, build=[command]).failed_phases == ["build", UPLOAD]


def test_a_missing_file_fails_the_upload(tmp_path: Path, shell: type[Shell]) -> None:
    build = _run(tmp_path, shell, build=["true"])
    assert build.failed_phases == [UPLOAD]
    assert list(build.phases) == [*PHASES, UPLOAD]


def test_what_the_model_does_not_know_is_an_error(tmp_path: Path, shell: type[Shell]) -> None:
    with pytest.raises(NotImplementedError, match="finally"):
        _run(tmp_path, shell, build={"commands": ["true"], "finally": ["true"]})
