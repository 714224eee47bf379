"""How long the job that deploys may last: as long as its stacks wait for releases. The AWS CLI is a stand-in."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.app.build.compile import compile_spec
from generator.sidefiles.deploy_command import Deployment, commands

_SPEC = """\
project: shop
region: us-west-2
repository: acme/shop
service: {port: 3000}
release: {%s}
environments:
  prod: {trigger: {tag: "v*"}}
"""
_AWS = """\
#!/bin/bash
case "$2" in
deploy) echo deploy >> calls; test "$(wc -l < calls)" -gt "$(cat failing)" ;;
describe-stacks) head -1 states; sed -i '1{$!d}' states ;;
esac
"""
_SLEEP = "#!/bin/bash\necho $1 >> naps\n"


def _made(release: str) -> tuple[dict[str, Any], int]:
    """The job, and for how many seconds its role may be taken on."""
    build = compile_spec(_SPEC % release, "specs/shop.yaml")
    assert build.problems == ()
    texts = {artifact.path: artifact.text for artifact in build.artifacts}
    job = yaml.safe_load(texts["shop/github/workflows/deploy.yml"])["jobs"]["prod"]
    [deployer] = [each for each in build.subjects if each.stack == "shop-deployer"]
    return job, deployer.data["Resources"]["ProdDeployer"]["Properties"]["MaxSessionDuration"]


@pytest.mark.parametrize(
    ("release", "minutes", "longest_session"),
    [
        ("engine: codedeploy, minutes: 2000, keep_old: 60", 60, 3600),
        ("engine: ecs, minutes: 15, keep_old: 5", 60 + 15 + 5 + 15, 21600),
        ("engine: ecs, minutes: 15, keep_old: 5, pause: tested, pause_timeout: 90", 60 + 20 + 90 + 15, 21600),
        ("engine: ecs, minutes: 240, keep_old: 45", 360, 21600),
    ],
)
def test_the_job_and_its_session_last_as_long_as_a_release_may(
    release: str, minutes: int, longest_session: int
) -> None:
    job, most = _made(release)
    [session] = [step["with"] for step in job["steps"] if "role-to-assume" in step.get("with", {})]
    assert job["timeout-minutes"] == minutes
    assert session.get("role-duration-seconds", 3600) == 60 * minutes
    assert most == longest_session >= 60 * minutes
    assert "GitHub ends a job" not in str(job["steps"])


def test_what_github_does_not_wait_for_is_said_with_its_line() -> None:
    job, _ = _made("engine: ecs, minutes: 240, keep_old: 46")
    assert job["timeout-minutes"] == 360
    first = job["steps"][0]["run"]
    assert first.startswith("echo '::warning::specs/shop.yaml:5: by its waits, this may take 361 minutes, and GitHub")


@pytest.mark.parametrize(
    ("failing", "states", "code", "deploys"),
    [
        (0, "", 0, 1),
        (1, "UPDATE_ROLLBACK_COMPLETE", 1, 1),
        (1, "UPDATE_COMPLETE", 1, 1),
        (1, "UPDATE_IN_PROGRESS UPDATE_COMPLETE_CLEANUP_IN_PROGRESS UPDATE_COMPLETE", 0, 2),
        (1, "UPDATE_IN_PROGRESS UPDATE_ROLLBACK_IN_PROGRESS UPDATE_ROLLBACK_COMPLETE", 1, 1),
        (1, "UPDATE_IN_PROGRESS UPDATE_FAILED", 1, 1),
        (2, "UPDATE_IN_PROGRESS UPDATE_COMPLETE", 1, 2),
    ],
)
def test_an_update_is_waited_for_beyond_the_hour_of_the_cli(
    tmp_path: Path, failing: int, states: str, code: int, deploys: int
) -> None:
    for name, text in (("aws", _AWS), ("sleep", _SLEEP), ("failing", str(failing)), ("states", states)):
        (tmp_path / name).write_text(text.replace(" ", "\n") if name == "states" else text)
        (tmp_path / name).chmod(0o755)
    stack = Deployment("shop-prod-service", "prod", "main", "service.yaml", ("us-west-2",), minutes=51)
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", commands(stack, "us-west-2")],
        cwd=tmp_path, env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (code, "")
    assert (tmp_path / "calls").read_text().split() == ["deploy"] * deploys


def test_a_short_update_is_the_cli_s_to_wait_for() -> None:
    stack = Deployment("shop-prod-service", "prod", "main", "service.yaml", ("us-west-2",), minutes=50)
    assert commands(stack, "us-west-2").startswith("aws cloudformation deploy ")
