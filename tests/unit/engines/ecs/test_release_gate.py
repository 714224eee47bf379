"""The deploy workflow's first step: it waits while ECS carries out a deployment. ECS and the clock are stand-ins."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from generator.engines.ecs.release_gate import release_gate
from generator.model.release import Release
from tests.unit.project import service

_AWS = """\
#!/bin/bash
echo "$*" >> calls
line="$(head -n 1 answers)"
sed -i 1d answers
test "$line" != refused || exit 254
echo "$line"
"""


def _run(folder: Path, *answers: str) -> subprocess.CompletedProcess[str]:
    """With what ECS answers, one time after the other; each nap is of no time."""
    for name, text in (("aws", _AWS), ("sleep", '#!/bin/bash\necho "$1" >> naps\n')):
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o755)
    (folder / "answers").write_text("".join(f"{answer}\n" for answer in answers), encoding="utf-8")
    script = release_gate(service(release=Release(engine="ecs")))
    environment = {"PATH": f"{folder}:{os.defpath}"}
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("answer", ["None", "refused"])
def test_it_goes_on_where_nothing_is_deployed_or_nobody_may_ask(answer: str, tmp_path: Path) -> None:
    done = _run(tmp_path, answer)
    assert (done.returncode, done.stdout) == (0, "")
    assert not (tmp_path / "naps").exists()
    assert "--cluster shop-prod --service shop-prod" in (tmp_path / "calls").read_text(encoding="utf-8")


def test_it_waits_for_the_end_of_a_deployment(tmp_path: Path) -> None:
    done = _run(tmp_path, "arn:1", "arn:1", "None")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [f"arn:1 goes on: waiting (minute {minute} of 40)." for minute in (1, 2)]


def test_it_gives_up_after_forty_minutes(tmp_path: Path) -> None:
    done = _run(tmp_path, *["arn:1"] * 40)
    assert done.returncode == 3
    assert "still goes on" in done.stderr
