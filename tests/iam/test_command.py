"""``canaryform iam``: the matrix for people and for programs, and the deployer's policies."""

from __future__ import annotations

import json
from pathlib import Path

from generator.app.judge.matrix import matrix
from generator.cli.text.access import matrix_page
from tests.cli.command import canaryform, put_spec
from tests.unit.project import service


def test_the_matrix_has_a_line_a_call_when_nobody_watches(tmp_path: Path) -> None:
    put_spec(tmp_path)
    result = canaryform(tmp_path, "iam")
    assert (result.returncode, result.stderr) == (0, "")
    first, heading, *lines = result.stdout.splitlines()
    assert first == "shop dev (us-west-2)"
    assert heading.split() == ["Principal", "Action", "Resource", "Why"]
    [line] = [line for line in lines if "codebuild:StartBuild" in line]
    assert line.split(maxsplit=3) == [
        "codepipeline",
        "codebuild:StartBuild",
        "arn:aws:codebuild:us-west-2:ACCOUNT:project/shop-dev",
        "starts the build",
    ]
    assert {line.split()[0] for line in lines[1:]} == {"codepipeline", "codebuild", "codedeploy", "execution"}
    assert "(iam:PassedToService=ecs-tasks.amazonaws.com)" in result.stdout
    assert "${" not in result.stdout


def test_the_matrix_as_json_says_by_which_page(tmp_path: Path) -> None:
    put_spec(tmp_path)
    result = canaryform(tmp_path, "iam", "--json", "-e", "dev")
    document = json.loads(result.stdout)
    assert (result.returncode, document["ok"], document["problems"]) == (0, True, [])
    [environment] = document["environments"]
    assert (environment["project"], environment["environment"]) == ("shop", "dev")
    principals = {principal["name"]: principal for principal in environment["principals"]}
    assert principals["task"] == {"name": "task", "service": "ecs-tasks.amazonaws.com", "calls": []}
    for principal in principals.values():
        for call in principal["calls"]:
            assert set(call) == {"action", "resource", "context", "why", "source"}
            assert call["source"].startswith("https://docs.aws.amazon.com/")


def test_a_job_has_its_roles_and_what_a_run_by_hand_takes(tmp_path: Path) -> None:
    spec = put_spec(tmp_path)
    job = "  nightly: {kind: job, schedule: rate(1 day), command: [./nightly]}\n"
    spec.write_text(f"{spec.read_text()}services:\n{job}")
    result = canaryform(tmp_path, "iam", "--json", "-s", "nightly")
    [found] = json.loads(result.stdout)["environments"]
    assert (found["job"], "service" in found) == ("nightly", False)
    principals = {principal["name"]: principal for principal in found["principals"]}
    assert [*principals] == ["scheduler", "execution", "task", "release", "canaryform run"]
    assert principals["canaryform run"]["service"] is None
    passed = {call["resource"] for call in principals["canaryform run"]["calls"] if call["action"] == "iam:PassRole"}
    roles = {f"arn:aws:iam::ACCOUNT:role/shop-dev--nightly-{role}-us-west-2" for role in ("task", "execution")}
    assert passed == roles
    every = canaryform(tmp_path, "iam").stdout
    assert [line for line in every.splitlines() if "us-west-2)" in line and line.startswith("shop")] == [
        "shop dev (us-west-2)",
        "shop dev nightly (us-west-2)",
    ]


def test_the_deployer_s_policies_are_json_by_themselves(tmp_path: Path) -> None:
    put_spec(tmp_path)
    result = canaryform(tmp_path, "iam", "--deployer")
    assert (result.returncode, result.stderr) == (0, "shop dev: policies of its deployer\n")
    policies = json.loads(result.stdout)
    assert next(iter(policies)) == "DeployerPolicy1"
    assert all(policy["Version"] == "2012-10-17" for policy in policies.values())
    document = json.loads(canaryform(tmp_path, "iam", "--deployer", "--json").stdout)
    assert document["deployers"] == [{"project": "shop", "environment": "dev", "policies": policies}]


def test_an_environment_that_is_not_there(tmp_path: Path) -> None:
    put_spec(tmp_path)
    result = canaryform(tmp_path, "iam", "-e", "prod")
    assert (result.returncode, result.stdout) == (2, "")
    assert "No environment is called 'prod'. There are: dev." in result.stderr


def test_a_spec_with_mistakes_has_no_matrix(tmp_path: Path) -> None:
    spec = put_spec(tmp_path)
    spec.write_text(spec.read_text().replace("3000", "0"))
    result = canaryform(tmp_path, "iam")
    assert (result.returncode, result.stdout) == (1, "")
    assert "port" in result.stderr
    assert json.loads(canaryform(tmp_path, "iam", "--json").stdout)["ok"] is False


def test_on_a_terminal_no_name_is_broken_and_no_reason_goes_beyond_the_edge() -> None:
    rows = [row for _, some in matrix(service()) for row in some]
    lines = matrix_page(rows, 80).splitlines()
    named = [line for line in lines if len(line) - len(line.lstrip()) == 2]
    assert {line.strip() for line in lines if line.startswith("  arn:")} <= {line.strip() for line in named}
    assert {row.resource for row in rows} == {line.split()[0] for line in named}
    assert all(len(line) <= 80 for line in lines if line not in named)
    assert {row.action for row in rows} <= {line.split()[0] for line in lines if line.strip()}
