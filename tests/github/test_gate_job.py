"""The commands of the check that every pull request must pass, run as GitHub's runner runs them."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest
import yaml

from generator.sidefiles.checksums import checksums
from generator.sidefiles.github_cfn_lint import cfn_lint
from tests.cli.command import canaryform
from tests.golden.case import CASES

PIN = re.compile(r"([a-z-]+)==([0-9.]+) --hash=sha256:[0-9a-f]{64}")


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A repository with a service and what was generated for it."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/spec.yaml").write_bytes(CASES["minimal"].spec.read_bytes())
    (tmp_path / "service").mkdir()
    (tmp_path / "service/Dockerfile").write_text("FROM scratch\n")
    (tmp_path / "service/package-lock.json").write_text("{}\n")
    (tmp_path / "service/package.json").write_text('{"version": "1.0.0", "scripts": {"test": "true"}}\n')
    (tmp_path / "service/package-lock.json").write_text("{}\n")
    done = canaryform(tmp_path, "generate")
    assert done.returncode == 0, done.stderr
    return tmp_path


def _run(folder: Path, beginning: str) -> subprocess.CompletedProcess[str]:
    """The step whose command begins so."""
    document = yaml.safe_load((folder / "templates_out/tiny/github/workflows/canaryform.yml").read_text())
    [script] = [
        step["run"] for step in document["jobs"]["tiny_templates"]["steps"] if step.get("run", "").startswith(beginning)
    ]
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_was_generated_passes(tiny: Path) -> None:
    done = _run(tiny, "sha256sum ")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    listed = {line.split("  ", 1)[1] for line in (tiny / "templates_out/tiny/SHA256SUMS").read_text().splitlines()}
    there = {str(path.relative_to(tiny)) for path in (tiny / "templates_out").rglob("*") if path.is_file()}
    assert there - listed == {"templates_out/tiny/SHA256SUMS"}
    assert listed - there == {"specs/spec.yaml"}


@pytest.mark.parametrize(
    "file", ["specs/spec.yaml", "templates_out/tiny/prod/main/ecs.yaml", "templates_out/tiny/manifest.json"]
)
def test_what_was_changed_by_hand_does_not(tiny: Path, file: str) -> None:
    path = tiny / file
    path.write_text(f"{path.read_text()}# by hand\n")
    done = _run(tiny, "sha256sum ")
    assert (done.returncode, done.stdout) == (1, f"{file}: FAILED\n")
    path.unlink()
    assert _run(tiny, "sha256sum ").returncode == 1


def test_the_templates_are_judged(tiny: Path) -> None:
    done = _run(tiny, "cfn-lint ")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    template = tiny / "templates_out/tiny/prod/main/ecs.yaml"
    template.write_text(template.read_text().replace("AWS::Logs::LogGroup", "AWS::Logs::LogGroups"))
    assert _run(tiny, "cfn-lint ").returncode != 0


def test_everything_that_cfn_lint_needs_is_pinned() -> None:
    _, *lines = cfn_lint().splitlines()
    pins = {match[1] for match in map(PIN.fullmatch, lines) if match}
    assert len(pins) == len(lines)
    for name in pins:
        for needed in requires(name) or ():
            if "extra ==" not in needed and "python_version" not in needed:
                assert re.split(r"[^A-Za-z0-9-]", needed.replace("_", "-"))[0].lower() in pins, (name, needed)


def test_a_name_that_would_end_the_line(tmp_path: Path) -> None:
    name = "a\\b\nc.yaml"
    (tmp_path / name).write_text("x")
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet"], cwd=tmp_path, input=checksums([], {name: "x"}), text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
