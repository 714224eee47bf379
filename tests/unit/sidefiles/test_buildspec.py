"""buildspec.yml as text: what runs when, and what is handed on. Running it is another test's."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from generator.engines.catalog import engine_of
from generator.model.build import Build
from generator.model.environment import Trigger
from generator.model.service import Service
from generator.resources.release_tag import SEMVER
from generator.sidefiles.buildspec import buildspec
from tests.unit.project import BRANCH, VARIANTS, container, environment, service

BY_TAG = service()
BY_BRANCH = service(environment=environment(name="dev", trigger=BRANCH))


def _document(made: Service) -> Any:
    return yaml.safe_load(buildspec(made, "header"))


def _commands(made: Service) -> list[str]:
    phases = _document(made)["phases"]
    return [*phases["pre_build"]["commands"], *phases["build"]["commands"]]


def _text(made: Service) -> str:
    return "\n".join(_commands(made))


@pytest.mark.parametrize("made", VARIANTS.values(), ids=VARIANTS)
def test_a_failure_ends_the_build_and_nothing_runs_after_it(made: Service) -> None:
    document = _document(made)
    assert document["version"] == 0.2
    assert document["env"]["shell"] == "bash"
    assert list(document["phases"]) == ["pre_build", "build"], "post_build would run after a failed build too"
    assert {phase["on-failure"] for phase in document["phases"].values()} == {"ABORT"}


@pytest.mark.parametrize("made", VARIANTS.values(), ids=VARIANTS)
def test_a_command_fails_by_its_status_and_never_ends_the_shell(made: Service) -> None:
    assert [command for command in _commands(made) if re.search(r"(^|[;&|(\s])exit\b", command)] == []


def test_image_and_version_are_handed_on_where_a_stack_takes_them_as_parameters() -> None:
    document = _document(VARIANTS["ecs"])
    assert document["env"]["exported-variables"] == ["IMAGE_URI", "VERSION"]
    assert _commands(VARIANTS["ecs"])[-1] == 'export IMAGE_URI="$IMAGE@$DIGEST" VERSION'
    assert "artifacts" not in document


@pytest.mark.parametrize("made", [made for made in VARIANTS.values() if engine_of(made).name == "codedeploy"])
def test_just_the_three_files_are_handed_on(made: Service) -> None:
    assert "exported-variables" not in _document(made)["env"]
    assert _document(made)["artifacts"] == {
        "base-directory": ".canaryform",
        "files": ["taskdef.json", "appspec.yaml", "imageDetail.json"],
    }
    folder = f"templates_out/shop/{made.environment.name}/main"
    assert f"{folder}/taskdef.json > .canaryform/taskdef.json" in _text(made)
    assert f"cp {folder}/appspec.yaml .canaryform/appspec.yaml" in _commands(made)
    assert '{"ImageURI":"%s"}' in _text(made), "an object: a list is what another action reads"


def test_every_placeholder_but_codedeploy_s_is_filled_in() -> None:
    [edit] = [command for command in _commands(BY_TAG) if command.startswith("sed")]
    assert re.findall(r'"s\|(<[A-Z_]+>)\|(\$[A-Z_]+)\|g"', edit) == [
        ("<VERSION>", "$VERSION"),
        ("<REGION>", "$LOG_REGION"),
        ("<EXECUTION_ROLE_ARN>", "$EXECUTION_ROLE_ARN"),
        ("<TASK_ROLE_ARN>", "$TASK_ROLE_ARN"),
    ]


def test_a_tag_s_build_asks_its_run_for_the_tag_and_refuses_to_go_without() -> None:
    assert "aws codepipeline list-action-executions" in _text(BY_TAG)
    assert "No tag started this run" in _text(BY_TAG)
    assert "COMMIT_BUILD" not in _text(BY_TAG)


def test_a_branch_s_build_is_named_after_its_commit() -> None:
    assert "list-action-executions" not in _text(BY_BRANCH)
    assert 'TAG="git-$(printf %.12s "$CODEBUILD_RESOLVED_SOURCE_VERSION")"' in _text(BY_BRANCH)


@pytest.mark.parametrize("prefix", ["v", "shop-v"])
@pytest.mark.parametrize("trigger", [Trigger(tag="v*"), BRANCH])
def test_the_prefix_is_taken_off_and_asked_for(prefix: str, trigger: Trigger) -> None:
    text = _text(service(tag_prefix=prefix, environment=environment(trigger=trigger)))
    assert f'VERSION="${{TAG#{prefix}}}"' in text
    assert f'[ "$TAG" = "{prefix}$VERSION" ]' in text
    assert "PREFIX" not in text


@pytest.mark.parametrize("made", VARIANTS.values(), ids=VARIANTS)
def test_nothing_is_left_to_be_replaced(made: Service) -> None:
    words = r"\b(PREFIX|READER|FILE|PLATFORM|DOCKERFILE|CONTEXT)\b|\{(?:platform|dockerfile|context)\}"
    assert re.findall(words, _text(made)) == []


VERSIONS = [
    *("1.2.3", "0.0.0", "10.20.30", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-0.3.7", "1.0.0-x-y-z.--", "1.0.0-0a"),
    *("1.0.0+build.01", "1.0.0-a+b"),
]
NOT_VERSIONS = [
    *("", "1", "1.2", "1.2.3.4", "01.2.3", "1.02.3", "1.2.03", "v1.2.3", "a", "1.2.3 ", " 1.2.3"),
    *("1.2.3-", "1.2.3-01", "1.2.3-a..b", "1.2.3-a_b", "1.2.3+", "1.2.3+a+b"),
]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_semantic_version_is_one(version: str) -> None:
    assert re.search(SEMVER, version)


@pytest.mark.parametrize("version", NOT_VERSIONS)
def test_anything_else_is_not(version: str) -> None:
    assert not re.search(SEMVER, version)


def test_tests_run_before_the_image_is_built_and_it_is_pushed_last() -> None:
    commands = _document(service(build=Build(test=("npm ci", "npm test"))))["phases"]["build"]["commands"]
    order = [
        index for word in ("npm ci", "npm test", "docker build") for index, text in enumerate(commands) if word in text
    ]
    assert order == sorted(order)
    assert len(set(order)) == 3
    build = commands[order[-1]]
    assert build.index("docker build") < build.index("docker push")


def test_a_command_runs_in_the_context_and_only_for_an_image_that_is_not_there() -> None:
    made = service(container=container(context="apps/my shop"), build=Build(test=("make test",), version_file="none"))
    [test] = [command for command in _commands(made) if "make test" in command]
    assert test == "if [ \"$DIGEST\" = None ]; then (\n  set -e\n  cd 'apps/my shop'\n  make test\n); fi\n"


def test_a_command_of_several_lines_is_as_the_spec_has_it() -> None:
    command = "cat <<END\n  a\nb\nEND"
    [test] = [text for text in _commands(service(build=Build(test=(command,)))) if "END" in text]
    assert f"\n{command}\n" in test


@pytest.mark.parametrize(("architecture", "platform"), [("x86_64", "linux/amd64"), ("arm64", "linux/arm64")])
def test_the_image_is_for_the_service_s_architecture(architecture: str, platform: str) -> None:
    assert f"docker build --platform {platform} " in _text(service(container=container(architecture=architecture)))


def test_the_dockerfile_is_in_the_context() -> None:
    text = _text(service(container=container(context="app", dockerfile="docker/Dockerfile.prod")))
    assert "--file app/docker/Dockerfile.prod app\n" in text


@pytest.mark.parametrize(("version_file", "checked"), [("package.json", True), ("none", False)])
def test_the_version_file_is_compared_unless_there_is_none(version_file: str, checked: bool) -> None:
    assert ("The tag is $TAG, but" in _text(service(build=Build(version_file=version_file)))) is checked


def test_on_a_branch_only_a_release_started_by_hand_is_compared() -> None:
    [check] = [command for command in _commands(BY_BRANCH) if "The tag is" in command]
    assert check.startswith('if [ "$DIGEST" = None ] && [ "${COMMIT_BUILD:-}" != yes ]; then')
    [check] = [command for command in _commands(BY_TAG) if "The tag is" in command]
    assert check.startswith('if [ "$DIGEST" = None ]; then')
