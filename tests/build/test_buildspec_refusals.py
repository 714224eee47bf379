"""What a build refuses, and where one that fails ends: nothing is built after a refusal, nothing handed on."""

from __future__ import annotations

import pytest

from tests.build.conftest import Make
from tests.build.support.codebuild import UPLOAD
from tests.build.support.expected import BUILT, DIGEST, IMAGE, TAG, TEST
from tests.build.support.pipeline import Pipeline, Run
from tests.build.support.shell import SHELLS


def _refused(pipeline: Pipeline, run: Run, phase: str, calls: list[str], message: str) -> None:
    """The build ended in ``phase`` after ``calls``, and the next stage got nothing."""
    assert run.build.failed_phases == [phase, UPLOAD], run.build.log
    assert run.names == calls
    assert message in run.build.log
    assert run.build.artifact is None
    assert not run.build.uploaded
    assert not pipeline.images


@pytest.mark.parametrize(
    "tag",
    [
        *("v1.2", "v1", "vx", "v", "v01.2.3", "v1.02.3", "v1.2.3.4", "v1.2.3-", "v1.2.3+", "v1.2.3-01", "v1.2.3-a..b"),
        *("1.2.3", "V1.2.3", "vv1.2.3", "v-1.2.3", "release-1.2.3", "v1.2.3-rc_1", "v1.2.3-é", "v1.2.\uff13", "none"),
    ],
)
def test_a_tag_that_is_no_version(make: Make, tag: str) -> None:
    pipeline = make({"build": {"version_file": "none"}})
    run = pipeline.start(tag)
    _refused(pipeline, run, "pre_build", [TAG], f"{tag} is not vMAJOR.MINOR.PATCH, as https://semver.org has it")


@pytest.mark.parametrize("environment", ["dev", "prod"])
@pytest.mark.parametrize(
    "release",
    [
        *("1.2.3", "latest", "-e", "*", "v1.2.3 ", " v1.2.3", "v1.2.3 v1.2.4", "v1.2.3;id", "v1.2.3|x"),
        *("v1.2.3'", "v1.2.3$(id)", "v1.2.3`id`", "$VERSION", "v1.2.3&"),
    ],
)
def test_a_release_by_hand_that_is_no_version(make: Make, environment: str, release: str) -> None:
    pipeline = make({"build": {"version_file": "none"}}, environment=environment)
    run = pipeline.start(release=release)
    _refused(pipeline, run, "pre_build", [], f"{release} is not vMAJOR.MINOR.PATCH")


def test_a_start_by_hand_without_a_version(make: Make) -> None:
    pipeline = make()
    message = "No tag started this run: push one, or start the pipeline with RELEASE=v1.2.3"
    _refused(pipeline, pipeline.start(), "pre_build", [TAG], message)


@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_a_version_that_is_not_the_files(make: Make, environment: str) -> None:
    pipeline = make(environment=environment)
    pipeline.package("1.2.2")
    run = pipeline.start(release="v1.2.3")
    _refused(pipeline, run, "build", [DIGEST], "The tag is v1.2.3, but service/package.json says 1.2.2")


def test_build_metadata_is_part_of_the_version(make: Make) -> None:
    pipeline = make()
    pipeline.package("1.2.3")
    run = pipeline.start("v1.2.3+b5")
    _refused(pipeline, run, "build", [TAG, DIGEST], "The tag is v1.2.3+b5, but service/package.json says 1.2.3")


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("fails", "phase", "calls"),
    [
        ("aws codepipeline", "pre_build", [TAG]),
        ("aws ecr batch-get-image", "pre_build", [TAG, DIGEST]),
        ("npm ci", "build", [TAG, DIGEST, "npm ci"]),
        ("npm test", "build", [TAG, DIGEST, *TEST]),
        ("aws ecr get-login-password", "build", [TAG, DIGEST, *TEST, *IMAGE[:2]]),
        ("docker login", "build", [TAG, DIGEST, *TEST, *IMAGE[:2]]),
        ("docker build", "build", [TAG, DIGEST, *TEST, *IMAGE[:3]]),
        ("docker push", "build", [TAG, DIGEST, *TEST, *IMAGE, DIGEST]),
    ],
)
def test_the_first_failure_is_the_end(make: Make, fails: str, phase: str, calls: list[str]) -> None:
    pipeline = make()
    pipeline.package("1.2.3")
    pipeline.fails(fails)
    run = pipeline.start("v1.2.3")
    _refused(pipeline, run, phase, calls, "")


def test_after_a_failure_the_next_try_is_a_first_try(make: Make) -> None:
    pipeline = make()
    pipeline.package("1.2.3")
    pipeline.fails("docker push")
    assert not pipeline.start("v1.2.3").build.succeeded
    pipeline.fails()
    run = pipeline.start("v1.2.3")
    assert run.build.succeeded
    assert run.names == [TAG, *BUILT]


def test_a_push_that_did_not_arrive(make: Make) -> None:
    pipeline = make()
    pipeline.package("1.2.3")
    pipeline.world(loses_pushes=True)
    run = pipeline.start("v1.2.3")
    calls = [TAG, DIGEST, *TEST, *IMAGE, DIGEST]
    _refused(pipeline, run, "build", calls, f"{pipeline.image}:v1.2.3 is not in the registry")


def test_an_image_that_another_environment_pushed_meanwhile_is_the_image(make: Make) -> None:
    pipeline = make()
    pipeline.package("1.2.3")
    pipeline.world(races=True)
    run = pipeline.start("v1.2.3")
    assert run.build.succeeded
    assert run.names == [TAG, *BUILT]
