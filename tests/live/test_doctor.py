"""``canaryform doctor`` in a process of its own."""

from __future__ import annotations

import json
import re
import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore.session
import click
import pytest
from botocore import xform_name

from generator.app.doctor.catalog import CHECKS
from generator.cli.main import cli
from tests.cli.command import REPOSITORY
from tests.github.stand_in import StandIn as GitHub
from tests.live.environment import (
    GREEN,
    HEALTHY,
    NOTHING,
    USER,
    alarms,
    pipeline,
    put_spec,
    quota,
    rules,
    service,
    stack,
)
from tests.live.stand_in import ACCOUNT, Answers, Refusal, StandIn, standing_in

_PULL = "CannotPullContainerError: pull image manifest has been retried 5 time(s)"


def _document(aws: StandIn, folder: Path) -> tuple[int, Any]:
    result = aws.run(folder, "doctor", "-e", "prod", "--json")
    assert result.stderr == ""
    return result.returncode, json.loads(result.stdout)


def _mends(document: Any) -> list[str]:
    return [finding["mend"] for finding in document["findings"] if finding["verdict"] == "failed"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path)
    return tmp_path


def test_a_healthy_environment(folder: Path) -> None:
    with standing_in(HEALTHY) as aws:
        result = aws.run(folder, "doctor", "-e", "prod")
    lines = result.stdout.splitlines()
    assert (result.returncode, result.stderr) == (0, "")
    assert lines[0] == f"shop prod (us-west-2, account {ACCOUNT})"
    assert "ok       live-traffic: the traffic goes to healthy tasks: shop-prod-blue 100 %" in lines
    assert lines[-1] == "25 ok, 2 unknown"
    assert {line.split()[1].rstrip(":") for line in lines[1:-1]} == {check.id for check in CHECKS}
    assert {request.region for request in aws.requests} == {"us-west-2"}
    asked = Counter((each.operation, json.dumps(each.parameters)) for each in aws.requests if each.service != "iam")
    # Where the connection is asks for that stack by itself.
    assert {operation for (operation, _), times in asked.items() if times > 1} == {"DescribeStacks"}
    assert sum(times - 1 for times in asked.values()) == 1


@pytest.mark.parametrize("is_logged_in", [True, False])
def test_github_is_asked_where_gh_acts_for_somebody(folder: Path, tmp_path: Path, *, is_logged_in: bool) -> None:
    github = GitHub(tmp_path)
    if not is_logged_in:
        github.log_out()
    with standing_in(HEALTHY) as aws:
        result = aws.run(folder, "doctor", "-e", "prod", "--json", PATH=github.path)
    document = json.loads(result.stdout)
    found = [finding for finding in document["findings"] if finding["check"] == "github-side"]
    assert {call.method for call in github.calls()} == {"GET"}
    if is_logged_in:
        assert (result.returncode, {finding["verdict"] for finding in found}) == (1, {"failed"})
        assert [finding["what"] for finding in found if "environment shop-prod," in finding["what"]]
    else:
        assert (result.returncode, [finding["verdict"] for finding in found]) == (0, ["unknown"])


def test_the_page_says_which_permissions_it_takes(folder: Path) -> None:
    text = (REPOSITORY / "docs/doctor.md").read_text("utf-8")
    signed = {"elbv2": "elasticloadbalancing", "service-quotas": "servicequotas"}
    for answers in (HEALTHY, NOTHING):
        with standing_in(answers) as aws:
            aws.run(folder, "doctor", "-e", "prod")
        asked = {f"{signed.get(each.service, each.service)}:{each.operation}" for each in aws.requests}
        assert {action for action in asked if f"`{action}`" not in text} == {"sts:GetCallerIdentity"}


def test_before_anything_is_deployed(folder: Path) -> None:
    with standing_in(NOTHING) as aws:
        code, document = _document(aws, folder)
    assert (code, document["ok"]) == (0, True)
    said = {finding["check"]: finding["verdict"] for finding in document["findings"]}
    elsewhere = {"quota": "ok", "build-quota": "ok", "github-side": "unknown"}
    assert said == {check.id: elsewhere.get(check.id, "not yet") for check in CHECKS}


def test_all_at_once_is_broken(folder: Path) -> None:
    monitoring = "shop-prod-monitoring"
    denied = {"EvaluationResults": [{"EvalActionName": "iam:PassRole", "EvalDecision": "implicitDeny"}]}
    events = [{"message": f"(service shop-prod) was unable to start: {_PULL}"}]
    broken: Answers = {
        **HEALTHY,
        ("cloudformation", "DescribeStacks"): lambda asked: stack(
            asked, "ROLLBACK_COMPLETE" if asked["StackName"] == monitoring else "UPDATE_COMPLETE"
        ),
        ("cloudformation", "GetStackPolicy"): {},
        ("codeconnections", "GetConnection"): {"Connection": {"ConnectionName": "shop", "ConnectionStatus": "PENDING"}},
        ("codepipeline", "GetPipelineState"): pipeline(
            "INVALID_REVISION: Could not parse or validate one of the resources"
        ),
        ("ecr", "DescribeImages"): Refusal("ImageNotFoundException", "The image does not exist"),
        ("ecs", "DescribeServices"): service(runningCount=0, events=events),
        ("elbv2", "DescribeRules"): rules(0, 100),
        ("elbv2", "DescribeTargetHealth"): {"TargetHealthDescriptions": []},
        ("cloudwatch", "DescribeAlarms"): alarms("ALARM", "Threshold Crossed: 7 > 5"),
        ("logs", "DescribeLogGroups"): {"logGroups": []},
        ("service-quotas", "GetServiceQuota"): quota(2),
        ("iam", "SimulatePrincipalPolicy"): denied,
    }
    with standing_in(broken) as aws:
        result = aws.run(folder, "doctor", "-e", "prod")
        code, document = _document(aws, folder)
    assert (result.returncode, code, document["ok"]) == (1, 1, False)
    assert result.stdout.splitlines()[1:5] == [
        "failed   stack-state: shop-prod-monitoring is ROLLBACK_COMPLETE: it can only be deleted and made anew, "
        "which a deploy does",
        "           evidence: ROLLBACK_COMPLETE",
        "           mend: canaryform deploy specs/shop.yaml -e prod",
        "           source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html",
    ]
    failed = {finding["check"] for finding in document["findings"] if finding["verdict"] == "failed"}
    assert failed == {
        "stack-state", "stack-policy", "quota", "role-permissions", "connection-state", "pipeline-run", "release-image",
        "log-group", "task-start", "alarm-state", "live-traffic",
    }  # fmt: skip
    assert all(each["evidence"] and each["mend"] and each["source"].startswith("https://")
               for each in document["findings"] if each["verdict"] == "failed")  # fmt: skip
    [traffic] = [each for each in document["findings"] if each["check"] == "live-traffic"]
    assert traffic["what"].endswith("the tasks are in shop-prod-blue: an update put it on the wrong colour")
    assert GREEN.split("/")[1] in traffic["evidence"]
    commands = [words for mend in _mends(document) for words in _commands(mend)]
    assert len(commands) >= 10
    for words in commands:
        _exists(words)


def _commands(mend: str) -> Iterator[list[str]]:
    """The commands of the AWS CLI and of canaryform in a mend."""
    for part in re.split(r" && |; then |: (?=aws )", mend):
        words = shlex.split(part, comments=False)
        if words[0] in {"aws", "canaryform"}:
            yield words


def _exists(words: list[str]) -> None:
    """The AWS CLI, or canaryform, knows the command and every option of it."""
    if words[0] == "canaryform":
        command = cli.get_command(click.Context(cli), words[1])
        assert command is not None, words
        known = {option for parameter in command.params for option in parameter.opts}
    else:
        service, operation = words[1:3]
        if (service, operation) == ("logs", "tail"):  # The CLI's own: the API has no such operation.
            known = {"--since"}
        else:
            model = botocore.session.get_session().get_service_model({"deploy": "codedeploy"}.get(service, service))
            [found] = [each for each in model.operation_names if xform_name(each, "-") == operation]
            shape = model.operation_model(found).input_shape
            known = {f"--{xform_name(each, '-')}" for each in shape.members} | {"--cli-input-json"}
        known |= {"--region", "--query", "--output"}
    # A switch of the API, such as EnableTerminationProtection, is one of the CLI.
    assert {word for word in words if word.startswith("--")} <= known, words


def test_nothing_may_be_asked(folder: Path) -> None:
    def denied(name: tuple[str, str]) -> Refusal:
        words = f"User: {USER} is not authorized to perform: {name[0]}:{name[1]} on resource: *"
        return Refusal("AccessDenied", words, 403)

    answers = {name: denied(name) if name[0] != "sts" else answer for name, answer in HEALTHY.items()}
    with standing_in(answers) as aws:
        code, document = _document(aws, folder)
    assert (code, document["ok"]) == (0, True)
    assert {finding["verdict"] for finding in document["findings"]} == {"unknown"}
    assert len(document["findings"]) == len(CHECKS)
    assert document["findings"][0]["what"] == "the state of the stacks: these credentials may not ask"
    assert document["findings"][0]["mend"] == f"allow cloudformation:DescribeStacks to {USER}"


def test_one_thing_may_not_be_asked(folder: Path) -> None:
    words = f"User: {USER} is not authorized to perform: cloudwatch:DescribeAlarms on resource: *"
    denied = Refusal("AccessDenied", words, 403)
    with standing_in({**HEALTHY, ("cloudwatch", "DescribeAlarms"): denied}) as aws:
        result = aws.run(folder, "doctor", "-e", "prod")
    assert result.returncode == 0
    assert "unknown  alarm-state: the alarms: these credentials may not ask\n" in result.stdout
    assert f"           mend: allow cloudwatch:DescribeAlarms to {USER}\n" in result.stdout


def test_actions_that_cannot_be_simulated_together_are_simulated_one_by_one(folder: Path) -> None:
    def simulate(asked: Any) -> Any:
        if "ActionNames.member.2" in asked:
            return Refusal(
                "InvalidInput", "Invalid Input Actions: [a] and [b] require different authorization information."
            )
        row = {"EvalActionName": asked["ActionNames.member.1"], "EvalDecision": "allowed"}
        return {"EvaluationResults": [row], "IsTruncated": False}

    with standing_in({**HEALTHY, ("iam", "SimulatePrincipalPolicy"): simulate}) as aws:
        result = aws.run(folder, "doctor", "-e", "prod")
    assert "ok       role-permissions: shop-prod-codedeploy-us-west-2 may make all of its 15 calls" in result.stdout


def test_credentials_that_are_no_longer_good(folder: Path) -> None:
    expired = Refusal("ExpiredToken", "The security token included in the request is expired", 403)
    with standing_in({("sts", "GetCallerIdentity"): expired}) as aws:
        result = aws.run(folder, "doctor", "-e", "prod", "--json")
    assert result.returncode == 3
    assert (
        json.loads(result.stdout)["error"]["why"]
        == "The security token included in the request is expired [ExpiredToken]"
    )


def test_usage_and_specs_with_problems(folder: Path) -> None:
    with standing_in({}) as aws:
        assert aws.run(folder, "doctor").returncode == 2
        assert aws.run(folder, "doctor", "-e", "staging").returncode == 2
        spec = folder / "specs/shop.yaml"
        spec.write_text(spec.read_text().replace("3000", "many"))
        wrong = aws.run(folder, "doctor", "-e", "prod")
    assert wrong.returncode == 1
    assert "service.port" in wrong.stderr
    assert wrong.stdout == ""
