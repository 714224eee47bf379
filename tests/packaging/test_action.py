"""action.yml and .pre-commit-hooks.yaml: each step and each hook does in a user's repository what it says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from pre_commit.clientlib import load_manifest  # type: ignore[import-untyped]

from tests.cli.command import REPOSITORY, canaryform, put_spec, surroundings
from tests.patience import SECONDS

ACTION = yaml.safe_load((REPOSITORY / "action.yml").read_text("utf-8"))
_STEPS = {step.get("name", "python"): step for step in ACTION["runs"]["steps"]}
HOOKS = load_manifest(REPOSITORY / ".pre-commit-hooks.yaml")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A user's repository, with what the specs give."""
    folder = tmp_path / "shop"
    folder.mkdir()
    put_spec(folder)
    assert canaryform(folder, "generate").returncode == 0
    return folder


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """The runner's temporary folder, in which canaryform was installed."""
    program = tmp_path / "runner/canaryform/bin/canaryform"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n')
    program.chmod(0o755)
    return tmp_path / "runner"


def _step(name: str, folder: Path, runner: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """As the runner does it: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax."""
    script = _STEPS[name]["run"]
    assert "${{" not in script, "what a user writes is data, and never part of a script"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=surroundings(RUNNER_TEMP=str(runner), GITHUB_ACTION_PATH=str(REPOSITORY), **environment),
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )


def test_lint_without_paths_judges_specs_and_output(shop: Path, runner: Path) -> None:
    assert _step("Lint", shop, runner, PATHS="").returncode == 0
    (shop / "templates_out/shop/dev/main/taskdef.json").write_text("[]")
    found = _step("Lint", shop, runner, PATHS="")
    assert found.returncode == 1
    assert "::error file=templates_out/shop/dev/main/taskdef.json" in found.stdout


@pytest.mark.parametrize("end", ["", "\n"])
def test_lint_takes_a_path_a_line_and_no_option(shop: Path, runner: Path, end: str) -> None:
    (shop / "a folder").mkdir()
    (shop / "a folder/taskdef.json").write_text("[]")
    (shop / "--explain").write_text("")
    found = _step("Lint", shop, runner, PATHS=f"a folder{end}")
    assert found.returncode == 1, found.stderr
    assert "::error file=a folder/taskdef.json" in found.stdout
    wrong = _step("Lint", shop, runner, PATHS=f"--explain{end}")
    assert "no such option" not in wrong.stderr.lower()
    assert "--explain" in wrong.stdout + wrong.stderr


def test_output_that_the_specs_do_not_give_fails(shop: Path, runner: Path) -> None:
    name = "Compare templates_out/ with the specs"
    assert _STEPS[name]["if"] == "inputs.generated == 'true'"
    assert _step(name, shop, runner).returncode == 0
    (shop / "templates_out/shop/dev/main/ecs.yaml").unlink()
    assert _step(name, shop, runner).returncode == 1


def test_it_is_installed_beside_what_the_job_has(tmp_path: Path) -> None:
    """With a Python that tells what it is asked for, since nothing is fetched in tests."""
    said = tmp_path / "said"
    python = tmp_path / "python"
    python.write_text(
        f'#!/bin/sh\necho "$@" >> "{said}"\n'
        'if [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; fi\n'
    )  # fmt: skip
    python.chmod(0o755)
    installed = "Install canaryform beside what the job has installed"
    done = _step(installed, tmp_path, tmp_path / "runner", PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert done.returncode == 0, done.stderr
    venv, pip = said.read_text().splitlines()
    assert venv == f"-m venv {tmp_path}/runner/canaryform"
    assert pip.startswith("-m pip install")
    assert pip.endswith(f" {REPOSITORY}")


def test_every_input_is_used_and_described() -> None:
    text = (REPOSITORY / "action.yml").read_text("utf-8")
    assert all(f"inputs.{name}" in text and given["description"] for name, given in ACTION["inputs"].items())


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_passes_and_fails(shop: Path, hook: dict[str, Any]) -> None:
    program, *arguments = hook["entry"].split()
    assert program == "canaryform"
    assert not hook["pass_filenames"]
    assert canaryform(shop, *arguments).returncode == 0
    (shop / "templates_out/shop/dev/main/taskdef.json").write_text("[]")
    assert canaryform(shop, *arguments).returncode == 1
