"""What a run of the pipeline builds and hands on: by tag, by hand, by branch."""

from __future__ import annotations

from typing import Any

import pytest

from tests.build.conftest import Make
from tests.build.support.codebuild import UPLOAD
from tests.build.support.deploy import LARGEST_ARTIFACT
from tests.build.support.expected import BUILT, DIGEST, FILES, IMAGE, REUSED, TAG, TEST
from tests.build.support.pipeline import COMMIT, EXISTING, Pipeline, Run
from tests.build.support.shell import SHELLS

_ON_EITHER_MACHINE = pytest.mark.parametrize("shell", SHELLS)

_BRANCH_TAG = f"git-{COMMIT[:12]}"


def _version(run: Run) -> Any:
    """What the container is told."""
    [container] = run.file("taskdef.json")["containerDefinitions"]
    return {entry["name"]: entry["value"] for entry in container["environment"]}["VERSION"]


def _released(pipeline: Pipeline, run: Run, *, tag: str, version: str, digest: str = "") -> None:
    """The artifact is that of the image ``tag``, whole and small."""
    assert run.build.succeeded, run.build.log
    artifact = run.build.artifact
    assert artifact is not None
    assert artifact.keys() == FILES
    assert sum(map(len, artifact.values())) < LARGEST_ARTIFACT / 100
    # The object of an imageDetail.json, and not the list of an imagedefinitions.json.
    assert run.file("imageDetail.json") == {"ImageURI": f"{pipeline.image}@{digest or pipeline.images[tag]}"}
    assert _version(run) == version
    text = artifact["taskdef.json"].decode()
    assert text.count("<") == text.count("<IMAGE1_NAME>") == 1, "nothing else is left to fill in"


@_ON_EITHER_MACHINE
@pytest.mark.parametrize(
    ("tag", "image_tag"),
    [("v1.2.3", "v1.2.3"), ("v1.3.0-rc.1", "v1.3.0-rc.1"), ("v1.2.3+b5", "v1.2.3_b5"), ("v0.0.0", "v0.0.0")],
)
def test_a_tag_is_built_under_its_name(make: Make, tag: str, image_tag: str) -> None:
    pipeline = make()
    version = tag.removeprefix("v")
    pipeline.package(version)
    run = pipeline.start(tag)
    _released(pipeline, run, tag=image_tag, version=version)
    assert run.names == [TAG, *BUILT]
    image = f"{pipeline.image}:{image_tag}"
    assert run.call("docker push").words == ("docker", "push", image)
    assert run.call("docker build").words == (
        *("docker", "build", "--platform", "linux/amd64", "--provenance=false"),
        *("--build-arg", f"VERSION={version}", "--tag", image, "--file", "service/Dockerfile", "service"),
    )
    assert {run.call(name).folder for name in ("npm ci", "npm test")} == {"service"}
    assert run.call("docker build").folder == "."
    assert "secret-token" not in run.build.log


def test_the_tag_is_that_of_this_run_and_no_other(make: Make) -> None:
    pipeline = make()
    pipeline.package("1.2.3")
    assert pipeline.start("v1.2.3").build.succeeded
    pipeline.package("1.2.4")
    run = pipeline.start("v1.2.4")
    _released(pipeline, run, tag="v1.2.4", version="1.2.4")
    assert pipeline.images.keys() == {"v1.2.3", "v1.2.4"}


def test_an_image_that_is_there_is_not_built_again(make: Make) -> None:
    pipeline = make()
    pipeline.package("9.9.9")
    pipeline.has("v1.2.3")
    run = pipeline.start("v1.2.3")
    _released(pipeline, run, tag="v1.2.3", version="1.2.3", digest=EXISTING)
    assert run.names == [TAG, *REUSED]


@_ON_EITHER_MACHINE
def test_a_retry_of_a_build_that_had_pushed_releases_what_it_pushed(make: Make) -> None:
    pipeline = make()
    pipeline.package("1.2.3")
    first = pipeline.start("v1.2.3")
    again = pipeline.start("v1.2.3")
    assert again.names == [TAG, *REUSED]
    assert again.build.artifact == first.build.artifact


def test_an_earlier_version_is_released_again_by_hand(make: Make) -> None:
    pipeline = make()
    pipeline.package("1.2.3")
    pipeline.has("v1.2.2", "v1.2.3")
    run = pipeline.start(release="v1.2.2")
    _released(pipeline, run, tag="v1.2.2", version="1.2.2", digest=EXISTING)
    assert run.names == REUSED


def test_a_version_without_an_image_is_built_by_hand(make: Make) -> None:
    pipeline = make()
    pipeline.package("1.2.3")
    run = pipeline.start(release="v1.2.3")
    _released(pipeline, run, tag="v1.2.3", version="1.2.3")
    assert run.names == BUILT


@_ON_EITHER_MACHINE
def test_a_branch_is_built_by_commit_whatever_its_version(make: Make) -> None:
    pipeline = make(environment="dev")
    run = pipeline.start()
    _released(pipeline, run, tag=_BRANCH_TAG, version=_BRANCH_TAG)
    assert run.names == BUILT


def test_a_branch_at_the_same_commit_is_built_once(make: Make) -> None:
    pipeline = make(environment="dev")
    first = pipeline.start()
    again = pipeline.start()
    assert again.names == REUSED
    assert again.build.artifact == first.build.artifact
    other = pipeline.start(commit="f" * 40)
    _released(pipeline, other, tag="git-ffffffffffff", version="git-ffffffffffff")
    assert other.names == BUILT


def test_a_branch_environment_releases_a_version_by_hand(make: Make) -> None:
    pipeline = make(environment="dev")
    pipeline.has("v1.2.2")
    run = pipeline.start(release="v1.2.2")
    _released(pipeline, run, tag="v1.2.2", version="1.2.2", digest=EXISTING)
    assert run.names == REUSED


def test_docker_is_given_arguments_as_they_are_written_and_the_target(make: Make) -> None:
    values = {"QUOTES": 'it\'s "fine"', "MONEY": "$HOME `id` \\", "SPACE": " a  b ", "B": "-x"}
    pipeline = make({"build": {"args": values, "target": "runtime"}})
    pipeline.package("1.2.3")
    words = pipeline.start("v1.2.3").call("docker build").words
    assert [word for word in words if word.partition("=")[0] in values] == [
        f"{name}={value}" for name, value in sorted(values.items())
    ]
    assert words[words.index("--target") + 1] == "runtime"
    assert words[-1] == "service"


def test_the_image_is_for_the_services_processor(make: Make) -> None:
    pipeline = make({"service": {"architecture": "arm64"}})
    pipeline.package("1.2.3")
    assert run_platform(pipeline.start("v1.2.3")) == "linux/arm64"


def run_platform(run: Run) -> str:
    words = run.call("docker build").words
    return words[words.index("--platform") + 1]


@pytest.mark.parametrize("context", [".", "apps/shop.v2", "CONTEXT", "DOCKERFILE", "PREFIX-FILE_READER"])
def test_any_folder_is_a_context(make: Make, context: str) -> None:
    pipeline = make({"service": {"context": context, "dockerfile": "build/Dockerfile.prod"}})
    pipeline.package("1.2.3")
    run = pipeline.start("v1.2.3")
    _released(pipeline, run, tag="v1.2.3", version="1.2.3")
    assert run.call("docker build").words[-3:] == ("--file", f"{context}/build/Dockerfile.prod", context)
    assert run.call("npm test").folder == context


def test_another_prefix_is_a_prefix_like_v(make: Make) -> None:
    pipeline = make({"git": {"tag_prefix": "shop-v"}, "environments": {"prod": {"trigger": {"tag": "shop-v*"}}}})
    pipeline.package("1.2.3")
    run = pipeline.start("shop-v1.2.3")
    _released(pipeline, run, tag="shop-v1.2.3", version="1.2.3")


_SECRET = "arn:aws:secretsmanager:us-west-2:123456789012:secret:tools/docker-hub-AbCdEf"
_LOGIN = ["aws secretsmanager get-secret-value", "docker login"]


@_ON_EITHER_MACHINE
@pytest.mark.parametrize("secret", ["tools/docker-hub", _SECRET])
def test_a_build_with_a_login_pulls_from_docker_hub_under_its_name(make: Make, secret: str) -> None:
    pipeline = make({"build": {"registry_login": secret}})
    pipeline.package("1.2.3")
    run = pipeline.start("v1.2.3")
    _released(pipeline, run, tag="v1.2.3", version="1.2.3")
    assert run.names == [TAG, DIGEST, *TEST, *_LOGIN, *IMAGE, DIGEST]
    assert run.call(_LOGIN[0]).words[3:5] == ("--secret-id", secret)
    assert "dckr_pat_1" not in run.build.log
    assert not any("dckr_pat_1" in word for call in run.calls for word in call.words), "others see a command's words"


@pytest.mark.parametrize(
    "text",
    ["", "acme", "[]", '{"username": "acme"}', '{"password": "dckr_pat_1"}', '{"username": "a", "password": "b"}'],
)
def test_a_login_that_is_none_ends_the_build_before_the_image(make: Make, text: str) -> None:
    pipeline = make({"build": {"registry_login": "docker-hub"}})
    pipeline.package("1.2.3")
    pipeline.world(secrets={"docker-hub": text})
    run = pipeline.start("v1.2.3")
    assert run.build.failed_phases == ["build", UPLOAD]
    assert "docker build" not in run.names
    assert not pipeline.images
