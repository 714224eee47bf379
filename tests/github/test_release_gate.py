"""The deploy workflow's first step: it waits while a release shifts traffic. CodeDeploy and the clock are stand-ins."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.engines.codedeploy.release_gate import release_gate
from tests.golden.case import CASES

_AWS = """\
#!/bin/bash
echo "$*" >> calls
case "$2" in
list-deployments) test ! -e refused || exit 254; cat deployments 2>/dev/null || exit 254 ;;
get-deployment) cat "started-$6" ;;
esac
"""
_SLEEP = """\
#!/bin/bash
echo "$1" >> naps
test "$(wc -l < naps)" -lt "$(cat patience)" || : > deployments
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for name, text in (("aws", _AWS), ("sleep", _SLEEP)):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    (tmp_path / "patience").write_text("99")
    return tmp_path


def _run(place: Path, deployments: dict[str, str] | None) -> subprocess.CompletedProcess[str]:
    """``deployments`` are those that run: id -> whether its old tasks only wait for their end."""
    if deployments is not None:
        (place / "deployments").write_text("\t".join(deployments) + "\n")
        for name, started in deployments.items():
            (place / f"started-{name}").write_text(f"{started}\n")
    script = release_gate(CASES["minimal"].build().projects[0].services[0])
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=place, env={"PATH": f"{place}:/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("deployments", [None, {}, {"d-1": "True"}, {"d-1": "True", "d-2": "True"}])
def test_it_goes_on_where_nothing_shifts(place: Path, deployments: dict[str, str] | None) -> None:
    done = _run(place, deployments)
    assert (done.returncode, done.stdout) == (0, "")
    assert not (place / "naps").exists()
    assert "--application-name tiny-prod --deployment-group-name tiny-prod" in (place / "calls").read_text()


@pytest.mark.parametrize("deployments", [{"d-1": "None"}, {"d-1": "False"}, {"d-0": "True", "d-1": "False"}])
def test_it_waits_for_the_end_of_a_shift(place: Path, deployments: dict[str, str]) -> None:
    (place / "patience").write_text("3")
    done = _run(place, deployments)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "Deployment d-1 shifts traffic: waiting (minute 1 of 40)."
    assert (place / "naps").read_text().split() == ["60"] * 3


def test_it_gives_up_before_the_job_does(place: Path) -> None:
    done = _run(place, {"d-1": "None"})
    assert done.returncode == 3
    assert "Deployment d-1 still shifts traffic" in done.stderr
    assert len((place / "naps").read_text().split()) == 40
