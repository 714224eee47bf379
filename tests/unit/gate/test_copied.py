"""Which images a build copies, from commands as people write them."""

from __future__ import annotations

import pytest

from generator.gate.copied import Copy, copied, copies
from generator.gate.system import System
from tests.unit.gate.judged import subject

COMMANDS = {
    'docker buildx imagetools create --prefer-index=false --tag "$IMAGE:$TAG" "$SOURCE@$DIGEST" ||': Copy(
        ("$SOURCE@$DIGEST",), is_carbon=True
    ),
    "docker-buildx imagetools create -t a/b:1 a/b:0": Copy(("a/b:0",), is_carbon=False),
    "docker buildx imagetools create \\\n  --platform linux/amd64 -t a:1 a@sha256:0 b:2; true": Copy(
        ("a@sha256:0", "b:2"), is_carbon=False
    ),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_copies_says_from_where(command: str) -> None:
    assert [*copies(command)] == [COMMANDS[command]]


@pytest.mark.parametrize(
    "command",
    [
        "docker buildx imagetools inspect a:1",
        "docker buildx imagetools create --dry-run a:1 b:1",
        "docker buildx imagetools create -t \"a:1 b:1",
        "docker pull a:1",
    ],
)  # fmt: skip
def test_other_commands_copy_nothing(command: str) -> None:
    assert [*copies(command)] == []


def test_the_digest_may_be_in_a_variable() -> None:
    [copy] = copies("docker buildx imagetools create -t a:1 a@$DIGEST")
    assert (copy.is_by_digest, copy.digests) == (True, ["DIGEST"])
    [literal] = copies("docker buildx imagetools create -t a:1 a@sha256:0")
    assert (literal.is_by_digest, literal.digests) == (True, [])


@pytest.mark.parametrize(
    ("source", "repository"),
    [
        (
            "111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/dev",
            "arn:*:ecr:us-west-2:111122223333:repository/shop/dev",
        ),
        ("111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/shop", "arn:*:ecr:cn-north-1:111122223333:repository/shop"),
        ("ghcr.io/acme/shop", None),
    ],
)
def test_a_repository_of_ecr_is_known_by_the_build_s_variables(source: str, repository: str | None) -> None:
    buildspec = 'version: 0.2\nphases: {build: {commands: [docker buildx imagetools create -t a:1 "$SOURCE@$DIGEST"]}}'
    variables = [{"Name": "SOURCE", "Value": source}]
    properties = {"Source": {"BuildSpec": buildspec}, "Environment": {"EnvironmentVariables": variables}}
    system = System((subject({"Build": {"Type": "AWS::CodeBuild::Project", "Properties": properties}}),))
    [project] = system.of("AWS::CodeBuild::Project")
    assert copied(system, project) == ([repository] if repository else [])
