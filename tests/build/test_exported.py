"""What a build leaves for a release by ECS: two variables, and they are what the parameters of the stack take."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.build.support.generated import Generated
from tests.build.support.pipeline import EXISTING, Pipeline
from tests.build.support.variables import resolve

_BY_ECS = {"release": {"engine": "ecs"}}


def _parameters(generated: Generated, exported: dict[str, str]) -> dict[str, str]:
    """The parameters that the pipeline's last action gives the stack."""
    pipeline = generated.resource("pipeline", "AWS::CodePipeline::Pipeline")
    *_, action = (each for stage in pipeline["Stages"] for each in stage["Actions"])
    known = {f"Build.{name}": value for name, value in exported.items()}
    given: dict[str, str] = json.loads(resolve(action["Configuration"]["ParameterOverrides"], known))
    return given


@pytest.mark.parametrize(
    ("environment", "tag", "version"), [("prod", "v1.2.3", "1.2.3"), ("dev", None, "git-0123456789ab")]
)
def test_image_and_version_are_what_the_stack_takes(
    environment: str, tag: str | None, version: str, tmp_path: Path
) -> None:
    pipeline = Pipeline(tmp_path, _BY_ECS, environment=environment)
    pipeline.package("1.2.3")
    run = pipeline.start(tag)
    assert run.build.succeeded, run.build.log
    assert not run.build.uploaded
    given = _parameters(pipeline.generated, dict(run.build.exported))
    digest = pipeline.images[tag or version]
    assert given == {"Image": f"{pipeline.image}@{digest}", "Version": version}
    parameters = pipeline.generated.template("service")["Parameters"]
    for name, value in given.items():
        assert re.search(parameters[name]["AllowedPattern"], value), (name, value)


@pytest.mark.parametrize(
    "image",
    [
        "111122223333.dkr.ecr.us-west-2.amazonaws.com/other@" + EXISTING,
        "111122223333.dkr.ecr.us-west-2.amazonaws.com/shop:v1.2.3",
        "docker.io/library/shop@" + EXISTING,
        "evil.example.com/111122223333.dkr.ecr.us-west-2.amazonaws.com/shop@" + EXISTING,
    ],
)
def test_no_other_image_is_taken(image: str, tmp_path: Path) -> None:
    parameter = Pipeline(tmp_path, _BY_ECS).generated.template("service")["Parameters"]["Image"]
    assert not re.search(parameter["AllowedPattern"], image)
    assert re.search(parameter["AllowedPattern"], parameter["Default"])


def test_a_build_that_fails_exports_nothing(tmp_path: Path) -> None:
    pipeline = Pipeline(tmp_path, _BY_ECS)
    pipeline.package("9.9.9")
    run = pipeline.start("v1.2.3")
    assert not run.build.succeeded
    assert run.build.exported == {}
