"""A buildspec with one thing wrong, in a file and in its project's template: the rule that is for it finds it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from generator.app.handwritten.document import parse
from generator.gate.catalog import ROOMS
from generator.gate.subject import SideFile, Subject
from generator.gate.system import System
from generator.problems import Location, Problem, Severity

_RULES = [rule for room in ROOMS if room.name == "build" for rule in room.rules]
_LOGIN = 'aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"'
_TEMPLATE = """\
Resources:
  Build:
    Type: AWS::CodeBuild::Project
    Properties:
      Environment:
        Type: LINUX_CONTAINER
        Image: IMAGE
        PrivilegedMode: true
        EnvironmentVariables:
          - {Name: REGISTRY, Value: registry}
          - {Name: TAG, Value: v1}
      Source:
        Type: CODEPIPELINE
        BuildSpec: !Sub |
BUILDSPEC
"""


def _in_file(text: str, image: str = "") -> list[Problem]:
    file = SideFile("buildspec.yml", yaml.safe_load(text), text, Location("buildspec.yml"))
    return _judged(System((), (file,), is_whole=False))


def _in_template(text: str, image: str = "aws/codebuild/amazonlinux-x86_64-standard:6.0") -> list[Problem]:
    rows = "\n".join(f"          {row}".rstrip() for row in text.replace("${", "${!").splitlines())
    written = parse("build.yaml", _TEMPLATE.replace("IMAGE", image, 1).replace("BUILDSPEC", rows))
    place = Location("build.yaml", 1, 1)
    subject = Subject("build.yaml", "build", written.text, written.data, ("us-west-2",), {}, place, {}, written.lines)
    return _judged(System((subject,), is_whole=False))


def _judged(system: System) -> list[Problem]:
    return [problem for rule in _RULES for problem in rule.problems(system) if problem.severity is not Severity.ADVICE]


def _script(*commands: str) -> str:
    phases: Any = {"build": {"on-failure": "ABORT", "commands": [_LOGIN, *commands]}}
    return yaml.safe_dump({"version": 0.2, "phases": phases}, sort_keys=False, width=1000)


_PUSHES = ('docker build --tag "$REGISTRY/shop:$TAG" .', 'docker push "$REGISTRY/shop:$TAG"')
_BOTH = pytest.mark.parametrize("found", [_in_file, _in_template])


@_BOTH
@pytest.mark.parametrize(
    "commands",
    [
        [*_PUSHES, """printf '{"ImageURI":"%s"}' "$REGISTRY/shop:$TAG" > imageDetail.json"""],
        [*_PUSHES, """printf '{"ImageURI":"%s"}' "$REGISTRY/shop@$DIGEST" > imageDetail.json""", "DIGEST=sha256:0"],
        [
            "IMAGE=$REGISTRY/shop:$TAG",
            "docker push $IMAGE",
            """echo "{\\"ImageURI\\":\\"$IMAGE\\"}" > imageDetail.json""",
        ],
        ["IMAGE=$REGISTRY/shop:${CODEBUILD_RESOLVED_SOURCE_VERSION:0:8}", "docker push ${IMAGE}"],
        ["IMAGE=$REGISTRY/shop:$(date)", "docker push ${IMAGE}"],
        ["docker push $REGISTRY/shop:${TAG/+/_}"],
        ["awk '{print $NF}' versions", "jq -r '.version' package.json", "sed 's/$//' a > b"],
        ["""bash -c 'echo "$HOME"'"""],
        ["docker tag shop:latest $REGISTRY/shop:$TAG"],
    ],
)
def test_what_works_is_let_through(found: Any, commands: list[str]) -> None:
    assert found(_script(*commands)) == []


@_BOTH
@pytest.mark.parametrize(
    ("rule", "commands"),
    [
        ("cli-version", ["$(aws ecr get-login --no-include-email --region us-west-2)"]),
        ("cli-version", ["aws --region us-west-2 ecr get-login"]),
        ("single-quotes", ["sed -i 's|<TAG>|$TAG|g' version.txt"]),
        ("single-quotes", ["docker push '$REGISTRY/shop:v1'"]),
        ("single-quotes", ["""echo '{"version":"${TAG}"}' > version.json"""]),
        ("image-tag", ["docker push $REGISTRY/shop:1.0.0+5"]),
        ("image-tag", ["docker tag shop $REGISTRY/shop:$TAG+5"]),
        ("image-tag", ["docker buildx build --push --tag $REGISTRY/shop:-v1 ."]),
        ("image-tag", ["docker push registry/Shop:v1"]),
        ("announced-image", [*_PUSHES, """printf '{"ImageURI":"%s"}' $REGISTRY/shop:v2 > imageDetail.json"""]),
        ("announced-image", [*_PUSHES, """printf '{"ImageURI":"%s"}' $REGISTRY/web:$TAG > imageDetail.json"""]),
        ("announced-image", ["docker push a:1", """printf '{"ImageURI":"%s"}' $REGISTRY/a:1 > imageDetail.json"""]),
        ("image-tag", ["echo $TAG | grep -E '^[0-9.]+(\\+[0-9a-z]+)?$'", "docker push $REGISTRY/shop:$TAG"]),
        ("announced-image", [_PUSHES[0], """printf '{"ImageURI":"%s"}' $REGISTRY/shop:$TAG > imageDetail.json"""]),
    ],
)
def test_a_command_is_found(found: Any, rule: str, commands: list[str]) -> None:
    assert {problem.code for problem in found(_script(*commands))} == {rule}


@_BOTH
@pytest.mark.parametrize(
    "text",
    [
        "version: 0.2\nphases:\n  prebuild:\n    commands: [make]",
        "version: 0.2\nphases:\n  build:\n    command: [make]",
        "version: 0.2\nphases:\n  build:\n    commands:\n      - echo Version: 1",
        "version: 0.2\nphases:\n  build:\n    commands:\n      - make\n      -",
        "version: 0.2\nphases:\n  build:\n    - make",
        "version: 0.2\nphases:\n  build:\n    runtime-versions: {nodejs: 22}\n    commands: [make]",
        "version: 0.2\nphase:\n  build:\n    commands: [make]",
        "version: 0.2\nenv:\n  variables:\n    - A=1\nphases: {build: {commands: [make]}}",
        "version: 0.2\nenv: {shell: zsh}\nphases: {build: {commands: [make]}}",
        "version: 0.2\nenv:\n  variable: {A: 1}\nphases: {build: {commands: [make]}}",
        "version: 0.2\nphases: {build: {commands: [make]}}\nartifacts:\n  file: [a]",
        "version: 0.2\nphases: {build: {commands: [make]}}\nartifacts: [a]",
        "version: 0.2\nphases: {build: {commands: [make]}}\ncache:\n  path: [a]",
    ],
)
def test_what_codebuild_cannot_read_is_found(found: Any, text: str) -> None:
    assert {problem.code for problem in found(text)} == {"buildspec-keys"}


def _runtimes(**wanted: Any) -> str:
    phases = {"install": {"runtime-versions": wanted}, "build": {"commands": ["make"]}}
    return yaml.safe_dump({"version": 0.2, "phases": phases}, sort_keys=False)


@pytest.mark.parametrize(
    ("image", "wanted", "codes"),
    [
        ("amazonlinux-x86_64-standard:6.0", {"nodejs": 20}, {"runtime-versions"}),
        ("amazonlinux-x86_64-standard:6.0", {"nodejs": 22}, set()),
        ("amazonlinux-x86_64-standard:6.0", {"nodejs": "22.x"}, set()),
        ("amazonlinux-x86_64-standard:6.0", {"nodejs": "latest"}, set()),
        ("amazonlinux-x86_64-standard:6.0", {"nodejs": 30}, set()),
        ("amazonlinux-x86_64-standard:6.0", {"node": 22}, {"runtime-versions"}),
        ("standard:7.0", {"python": 3.1, "java": "corretto17"}, set()),
        ("standard:7.0", {"python": 3.8}, {"runtime-versions"}),
        ("standard:7.0-25.01.30", {"java": "corretto8", "golang": "1.18"}, {"runtime-versions"}),
        ("standard:3.0", {"nodejs": 8}, set()),
    ],
)
def test_runtimes_are_those_of_the_image(image: str, wanted: dict[str, Any], codes: set[str]) -> None:
    found = _in_template(_runtimes(**wanted), f"aws/codebuild/{image}")
    assert {problem.code for problem in found} == codes


def test_an_image_with_version_1_of_the_cli_only_gets_a_warning() -> None:
    script = _script("$(aws ecr get-login --no-include-email)")
    [problem] = _in_template(script, "aws/codebuild/amazonlinux2-x86_64-standard:4.0")
    assert problem.severity is Severity.WARNING


def test_a_finding_in_a_template_is_at_its_own_line() -> None:
    [problem] = _in_template("version: 0.2\nphases:\n  biuld:\n    commands: [make]")
    assert (problem.location.line, problem.location.column) == (17, 13)
    assert problem.hint == "is it build?"


@pytest.mark.parametrize(
    "text", ["a: &a [*a]", "a: [", "buildspec.yml", "just text\nof two lines", "a: !Sub b\n? [c]\n: d"]
)
def test_what_is_no_buildspec_in_a_template_ends_in_no_traceback(text: str) -> None:
    assert {problem.code for problem in _in_template(text)} <= {"buildspec-keys", "buildspec-file"}


def test_aliases_do_not_multiply_without_end() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert _in_template("\n".join(rows)) == []
