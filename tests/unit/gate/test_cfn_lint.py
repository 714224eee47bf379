"""cfn-lint's findings, the same on every machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.gate.cfn_lint import lint
from generator.problems import Problem, Severity
from tests.unit.gate.judged import FILE, RESOURCE, subject

GOOD = {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "a"}}}
ERROR = {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicNaem": "a"}}}


def _role(action: str) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": [action], "Resource": ["*"]}
    trust = {"Effect": "Allow", "Action": ["sts:AssumeRole"], "Principal": {"Service": "ecs.amazonaws.com"}}
    return {
        "Role": {
            "Type": "AWS::IAM::Role",
            "Properties": {
                "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
                "Policies": [
                    {"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}},
                ],
            },
        }
    }


WARNING = _role("s3:GetObjects")


def _found(resources: dict[str, Any], outputs: dict[str, Any] | None = None) -> list[Problem]:
    return list(lint([subject(resources, outputs)]))


@pytest.mark.parametrize("resources", [GOOD, _role("s3:GetObject")], ids=["topic", "role"])
def test_what_is_right_is_let_through(resources: dict[str, Any]) -> None:
    assert _found(resources) == []


def test_an_error_is_found_at_the_line_that_asked_for_the_resource() -> None:
    [problem] = _found(ERROR)
    assert (problem.code, problem.severity, problem.location) == ("E3002", Severity.ERROR, RESOURCE)
    assert problem.subject == "shop/prod/x.yaml: Topic"
    assert "TopicNaem" in problem.message


def test_an_action_that_does_not_exist_is_a_warning_and_found_all_the_same() -> None:
    [problem] = _found(WARNING)
    assert (problem.code, problem.severity, problem.location) == ("W3037", Severity.WARNING, RESOURCE)
    assert problem.subject == "shop/prod/x.yaml: Role"


def test_a_finding_about_no_resource_is_the_file_s() -> None:
    [problem] = _found(GOOD, {"Out": {"Value": {"Ref": "Topik"}}})
    assert (problem.location, problem.subject) == (FILE, "shop/prod/x.yaml")


@pytest.mark.parametrize("key", ["ExecutionRoleArn", "TaskRoleArn"])
def test_a_role_by_its_name_is_let_through_where_ecs_takes_names(key: str) -> None:
    container = {"Name": "app", "Image": "nginx", "Essential": True}
    task = {"ContainerDefinitions": [container], key: {"Ref": "Role"}}
    resources = _role("s3:GetObject") | {"Task": {"Type": "AWS::ECS::TaskDefinition", "Properties": task}}
    assert _found(resources) == []


def test_a_role_by_its_name_is_found_where_an_arn_must_be() -> None:
    group = {
        "Type": "AWS::CodeDeploy::DeploymentGroup",
        "Properties": {"ApplicationName": "shop", "ServiceRoleArn": {"Ref": "Role"}},
    }
    assert [problem.code for problem in _found(_role("s3:GetObject") | {"Group": group})] == ["E1041"]


@pytest.mark.parametrize(("region", "exists"), [("us-west-2", True), ("ca-west-1", False)])
def test_a_template_is_judged_for_its_own_regions(region: str, exists: bool) -> None:
    made = subject({"App": {"Type": "AWS::AppRunner::Service", "Properties": {"SourceConfiguration": {}}}})
    codes = {problem.code for problem in lint([made._replace(regions=(region,))])}
    assert ("E3006" not in codes) is exists


SCRIPT = """
import json
from generator.gate.cfn_lint import lint
from tests.unit.gate.test_cfn_lint import GOOD, ERROR, WARNING
from tests.unit.gate.judged import subject
subjects = [subject(resources) for resources in (GOOD, ERROR, WARNING)]
print(json.dumps([[problem.code, problem.subject] for problem in lint(subjects)]))
"""
BY_ITSELF = """
import json
from cfnlint.config import ConfigMixIn, ManualArgs
from cfnlint.decode.cfn_yaml import loads
from cfnlint.runner import Runner
from tests.unit.gate.test_cfn_lint import GOOD, ERROR, WARNING
from tests.unit.gate.judged import subject
runner = Runner(ConfigMixIn(**ManualArgs(regions=["us-west-2"])))
found = [match for data in (GOOD, ERROR, WARNING) for match in runner.validate_template(loads(subject(data).text))]
print(json.dumps([[match.rule.id, ""] for match in found]))
"""
EXPECTED = [["E3002", "shop/prod/x.yaml: Topic"], ["W3037", "shop/prod/x.yaml: Role"]]


def _misled(folder: Path, script: str) -> Any:
    """What is found where home and working folder turn checks off, and the cache holds newer schemas of nothing."""
    for name in ("home", "work"):
        (folder / name).mkdir()
        (folder / name / ".cfnlintrc").write_text("ignore_checks: [E3002, W3037]\n", "utf-8")
    schemas = folder / "cache" / "aws" / "cfn-lint" / "schemas"
    (schemas / "resources").mkdir(parents=True)
    (schemas / "providers").mkdir()
    (schemas / "version.json").write_text('{"schema_date": "2099-01-01T00:00:00Z"}', "utf-8")
    for region in ("us-east-1", "us-west-2"):
        (schemas / "providers" / f"{region}.json").write_text("{}", "utf-8")
    root = Path(__file__).parents[3]
    environment = {
        **os.environ,
        "HOME": str(folder / "home"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "AWS_REGION": "ca-west-1",
        "AWS_DEFAULT_REGION": "ca-west-1",
        "PYTHONPATH": str(root),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=folder / "work", env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


def test_neither_configuration_nor_cache_of_the_machine_changes_a_finding(tmp_path: Path) -> None:
    assert _misled(tmp_path, SCRIPT) == EXPECTED


@pytest.mark.skipif(sys.platform != "linux", reason="cfn-lint's cache is elsewhere")
def test_both_would_change_what_cfn_lint_finds_by_itself(tmp_path: Path) -> None:
    """Or the test above would prove nothing."""
    codes = {code for code, _ in _misled(tmp_path, BY_ITSELF)}
    assert not codes & {"E3002", "W3037"}
    assert "E3006" in codes, "a schema of nothing knows no resource"
