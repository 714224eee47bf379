"""Which pushed images are released: the commands of the stage Find, as they stand in the pipeline's template."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
import yaml

from generator.naming import logical
from tests.golden.case import CASES

_DIGEST = f"sha256:{'a' * 64}"
_AWS = """\
#!/bin/sh
test "$*" = "ecr describe-images --repository-name $REPOSITORY --image-ids imageTag=$WANTED \\
--query imageDetails[0].imageDigest --output text" || { echo "unexpected: $*" >&2; exit 9; }
echo "$FOUND"
"""


def _buildspec(service: str) -> dict[str, object]:
    [template] = [
        each.data for each in CASES["images"].build().subjects if each.path.endswith(f"/{service}/pipeline.yaml")
    ]
    project = template["Resources"][logical.BUILD_PROJECT]["Properties"]
    document: dict[str, object] = yaml.safe_load(project["Source"]["BuildSpec"])
    return document


def _run(
    folder: Path, service: str, tag: str, found: str = _DIGEST, wanted: str = ""
) -> subprocess.CompletedProcess[str]:
    """A run for a tag that is the image ``found`` by now; it was started with ``_DIGEST``."""
    (folder / "aws").write_text(_AWS, encoding="utf-8")
    (folder / "aws").chmod(0o755)
    document: dict[str, dict[str, dict[str, list[str]]]] = _buildspec(service)  # type: ignore[assignment]
    commands = document["phases"]["pre_build"]["commands"]
    script = "\n".join(["set -e", *commands, 'echo "$IMAGE_URI $VERSION"'])
    given = {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "RELEASE": tag,
        "SOURCE_DIGEST": _DIGEST,
        "FOUND": found,
        "WANTED": wanted or tag,
        "IMAGE": f"registry/platform/{service}",
        "REPOSITORY": f"platform/{service}",
        "LOG_REGION": "eu-central-1",
        "EXECUTION_ROLE_ARN": "arn:aws:iam::111122223333:role/execution",
        "TASK_ROLE_ARN": "arn:aws:iam::111122223333:role/task",
    }
    return subprocess.run(
        ["bash", "-c", script], cwd=folder, env=given, capture_output=True, text=True, check=False, timeout=60
    )


def test_ecs_gets_the_image_by_its_digest_and_the_version(tmp_path: Path) -> None:
    ran = _run(tmp_path, "feed", "v1.2.3")
    assert (ran.returncode, ran.stdout.split()) == (0, [f"registry/platform/feed@{_DIGEST}", "1.2.3"]), ran.stderr
    assert _buildspec("feed")["env"] == {"shell": "bash", "exported-variables": ["IMAGE_URI", "VERSION"]}


def test_codedeploy_gets_the_files_that_no_commit_brings(tmp_path: Path) -> None:
    ran = _run(tmp_path, "media", "v1.2.3")
    assert ran.returncode == 0, ran.stderr
    left = tmp_path / ".canaryform"
    assert json.loads((left / "imageDetail.json").read_text("utf-8")) == {
        "ImageURI": f"registry/platform/media@{_DIGEST}"
    }
    task = json.loads((left / "taskdef.json").read_text("utf-8"))
    [container] = task["containerDefinitions"]
    assert (container["image"], task["taskRoleArn"]) == ("<IMAGE1_NAME>", "arn:aws:iam::111122223333:role/task")
    assert {"name": "VERSION", "value": "1.2.3"} in container["environment"]
    spec = yaml.safe_load((left / "appspec.yaml").read_text("utf-8"))
    assert spec["Resources"][0]["TargetService"]["Properties"]["TaskDefinition"] == "<TASK_DEFINITION>"


def test_an_underscore_is_the_plus_sign_of_a_version(tmp_path: Path) -> None:
    for tag in ("v1.2.3_5", "v1.2.3+5"):
        ran = _run(tmp_path, "feed", tag, wanted="v1.2.3_5")
        assert (ran.returncode, ran.stdout.split()[-1]) == (0, "1.2.3+5"), ran.stderr


@pytest.mark.parametrize(
    ("tag", "found", "message"),
    [
        ("none", _DIGEST, "No image started this run: push one with the tag v1.2.3"),
        ("latest", _DIGEST, "latest is not vMAJOR.MINOR.PATCH"),
        ("v1.2", _DIGEST, "v1.2 is not vMAJOR.MINOR.PATCH"),
        ("v01.2.3", _DIGEST, "is not vMAJOR.MINOR.PATCH"),
        ("1.2.3", _DIGEST, "1.2.3 is not vMAJOR.MINOR.PATCH"),
        ("v1.2.3\nv1.2.4", _DIGEST, "is not vMAJOR.MINOR.PATCH"),
        ("v1.2.3", "None", "registry/platform/feed:v1.2.3 is not in the registry"),
        ("v1.2.3", f"sha256:{'b' * 64}", "by now, and this run was started with sha256:aaaa"),
    ],
)
def test_what_is_no_release_ends_the_run(tmp_path: Path, tag: str, found: str, message: str) -> None:
    ran = _run(tmp_path, "feed", tag, found)
    assert ran.returncode != 0
    assert message in ran.stderr
    assert _DIGEST not in ran.stdout
