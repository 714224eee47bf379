"""``lint PATH``: what people have today, whatever kind of file it is, judged by the same rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import REPOSITORY, canaryform

SEED_FILES = REPOSITORY / "tests" / "seed_files"
GENERATED = REPOSITORY / "templates_out" / "my-microservice"

YAML = """\
Resources:
  Group:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: !Sub "/shop/${AWS::Region}"
      RetentionInDays: 9
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {Service: codebuild.amazonaws.com}
            Action: sts:AssumeRole
"""


def _judged(folder: Path, *arguments: str, code: int = 1) -> list[tuple[str, int, str]]:
    """File, line and rule of every finding."""
    result = canaryform(folder, "lint", *arguments, "--json")
    assert result.returncode == code, result.stderr
    return [(problem["file"], problem["line"], problem["code"]) for problem in json.loads(result.stdout)["problems"]]


def test_findings_are_at_the_template_s_own_lines(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(YAML)
    assert _judged(tmp_path, "t.yaml") == [("t.yaml", 6, "E3030")]
    assert _judged(tmp_path, "t.yaml", "--advice") == [("t.yaml", 6, "E3030"), ("t.yaml", 13, "trust-source")]


def test_json_with_tabs_is_judged_alike(tmp_path: Path) -> None:
    role = {"Type": "AWS::CodePipeline::Pipeline", "Properties": {"RoleArn": "arn", "PipelineType": "V1", "Stages": []}}
    (tmp_path / "t.json").write_text(json.dumps({"Resources": {"Pipeline": role}}, indent="\t"))
    assert ("t.json", 3, "artifact-store") in _judged(tmp_path, "t.json")


def test_several_templates_are_judged_together(tmp_path: Path) -> None:
    templates = sorted(str(path) for path in (GENERATED / "prod").glob("*.yaml") if path.stem != "appspec")
    shared = sorted(str(path) for path in (GENERATED / "shared").glob("e*.yaml"))
    assert _judged(tmp_path, "--region", "us-west-2", *shared, *templates, code=0) == []


def test_what_another_template_may_have_is_not_missed_unless_this_is_all(tmp_path: Path) -> None:
    alone = str(GENERATED / "prod" / "main" / "codedeploy.yaml")
    assert _judged(tmp_path, alone, code=0) == []
    assert "imports" in {code for _, _, code in _judged(tmp_path, "--complete", alone)}


@pytest.mark.parametrize(
    "content",
    [
        b"Resources: [",
        b"\xff\xfe\x00",
        b"PNG\x00\x00",
        b"Resources: {A: 1}\n" + b"#" * 1_100_000,
        b"Resources: " + b"[" * 5000,
        b"Resources: 1\na0: &a0 [1, 1]\n"
        + b"".join(b"a%d: &a%d [*a%d, *a%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 40)),
    ],
    ids=["yaml", "utf-16", "binary", "huge", "deep", "aliases"],
)
def test_what_cannot_be_read_is_said_at_its_place(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_bytes(content)
    assert [code for _, _, code in _judged(tmp_path, "t.yaml")] == ["syntax"]


@pytest.mark.parametrize("content", [b"", b"just words", b"a: &a [*a]\nb: 1", b"services: {web: {image: x}}"])
def test_where_nothing_can_be_judged_there_are_not_no_problems(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_bytes(content)
    result = canaryform(tmp_path, "lint", "t.yaml")
    assert (result.returncode, result.stdout) == (3, "")
    assert "none of 1 files is of a kind that is judged" in result.stderr


@pytest.mark.parametrize(
    "content",
    ["projct: shop\n", "project: shop\n", "enviroments:\n  dev: {trigger: {branch: develop}}\n", "servce: {}\n"],
)
def test_a_spec_of_one_key_or_a_misspelt_one_is_judged_as_a_spec(content: str, tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(content)
    assert {code for _, _, code in _judged(tmp_path, "t.yaml")} == {"schema"}


def test_odd_shapes_break_nothing(tmp_path: Path) -> None:
    """A wrong type is cfn-lint's to report, and nobody's reason to stop."""
    types = ["AWS::CodePipeline::Pipeline", "AWS::CodeDeploy::DeploymentGroup", "AWS::ECS::Service", "AWS::IAM::Role"]
    mixed = {"ECSServices": 1, "Stages": "x", "Policies": {"a": 1}, "LoadBalancers": [1, None]}
    odd: list[Any] = [None, "x", [1], mixed]
    resources = {f"R{n}{m}": {"Type": t, "Properties": p} for n, t in enumerate(types) for m, p in enumerate(odd)}
    template = {"Resources": {**resources, "Odd": [], "No": {"Type": 1}}, "Outputs": []}
    (tmp_path / "t.json").write_text(json.dumps(template))
    assert _judged(tmp_path, "t.json")


def test_a_file_that_is_not_there_is_the_outside_s_fault(tmp_path: Path) -> None:
    assert canaryform(tmp_path, "lint", "gone.yaml").returncode == 3
    assert canaryform(tmp_path, "lint", str(tmp_path)).returncode == 3


# The faults of the seed that can be seen in files: https://github.com/mingyu110/my-microservice
FAULTS = {
    "S1 a tag starts nothing": ("article/pipeline-config.json", 24, "branch-trigger"),
    "S2 provider": ("article/pipeline-config.json", 70, "ecs-provider"),
    "S2 revision 2 for ever": ("demo/appspec.yml", 6, "appspec-task-definition"),
    "S2 image": ("demo/taskdef.json", 14, "released-image"),
    "S3 a list": ("demo/buildspec.yml", 25, "image-detail"),
    "S4 imagedefinitions": ("article/.buildspec.yml", 30, "image-definitions"),
    "S4 buildspec": ("demo/codebuild-project.json", 6, "buildspec-file"),
    "S5 image tag": ("article/.buildspec.yml", 9, "release-version"),
    "S5 VERSION": ("article/task-definition.json", 21, "release-version"),
    "S6 no rollback": ("article/deployment-group.json", 1, "rollback"),
    "S6 no alarms": ("article/deployment-group.json", 1, "release-alarms"),
    "S7 log group": ("demo/taskdef.json", 29, "log-group"),
    "S8 any resource": ("article/codebuild-service-policy.json", 16, "wildcard-resource"),
    "S8 any role": ("demo/codedeploy-policy.json", 20, "pass-role"),
    "S8 no role at all": ("demo/codepipeline-policy.json", 1, "release-permissions"),
    "S8 no rules": ("demo/codedeploy-policy.json", 1, "release-permissions"),
    "S9 one role": ("demo/taskdef.json", 10, "task-role"),
    "S10 no artifact store": ("cheap/pipeline-config.json", 1, "artifact-store"),
}


@pytest.fixture(scope="module")
def found() -> set[tuple[str, int, str]]:
    result = set()
    for folder in ("article", "demo", "cheap"):
        for file, line, code in _judged(SEED_FILES, folder, "--complete", "--advice"):
            result.add((file, line, code))
    return result


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_seed_is_reported_where_it_is(fault: str, found: set[tuple[str, int, str]]) -> None:
    assert FAULTS[fault] in found


def _copied(folder: Path, old: str, new: str) -> list[tuple[str, int, str]]:
    for path in (SEED_FILES / "article").iterdir():
        (folder / path.name).write_text(path.read_text().replace(old, new))
    return _judged(folder, ".", "--advice")


def test_s11_the_option_for_ec2_is_reported_where_somebody_puts_it_in(tmp_path: Path) -> None:
    option = '"greenFleetProvisioningOption": {"action": "DISCOVER_EXISTING"}, "deploymentReadyOption"'
    assert ("deployment-group.json", 32, "green-fleet") in _copied(tmp_path, '"deploymentReadyOption"', option)


def test_s12_names_that_do_not_match_are_reported(tmp_path: Path) -> None:
    codes = {code for _, _, code in _copied(tmp_path, 'ContainerName: "my-container"', 'ContainerName: "web"')}
    assert {"container-name", "container-port"} <= codes
