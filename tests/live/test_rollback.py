"""``canaryform rollback`` in a process of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.live import release
from tests.live.environment import BLUE, GREEN, NOTHING, REVISION, put_spec, rules
from tests.live.release import CANARY, NEW_REVISION, RELEASE, RUN, STEADY, Release
from tests.live.stand_in import Answer, Answers, Refusal, StandIn, standing_in

_CHANGES = frozenset({"StopDeployment", "StartPipelineExecution", "CreateDeployment"})
_NEXT = "next: canaryform status specs/shop.yaml -e prod --watch"
_STARTS: Answers = {("codepipeline", "StartPipelineExecution"): {"pipelineExecutionId": RUN}}
_STOP = (
    "  1. stop the deployment d-RELEASE01, which has 10 % of the traffic on its new tasks: "
    "all traffic goes back to v1.2.3"
)
_START = (
    "  3. start the pipeline with the release v1.2.2, from its commit 0123456789ab "
    "(the history of the pipeline shop-prod says so)"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path)
    return tmp_path


def _run(aws: StandIn, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return aws.run(folder, "rollback", "-e", "prod", *arguments)


def _changes(aws: StandIn) -> list[str]:
    return [request.operation for request in aws.requests if request.operation in _CHANGES]


def _refused(folder: Path, answers: Answers, *arguments: str) -> str:
    """What it says when it changes nothing."""
    with standing_in(answers) as aws:
        result = _run(aws, folder, *arguments)
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.endswith("nothing was changed\n")
    assert _changes(aws) == []
    return result.stderr


def test_a_release_is_stopped_and_awaited(folder: Path) -> None:
    with standing_in(Release().answers) as aws:
        result = _run(aws, folder, "--yes")
    assert (result.returncode, result.stderr) == (
        0,
        "note: the pipeline's stage Deploy ends red, as it does for every release that is stopped\n",
    )
    assert result.stdout.splitlines() == [
        "shop prod: account 123456789012, us-west-2",
        _STOP,
        "  2. wait until that has ended",
        "d-RELEASE01 is being stopped",
        "deployment d-RELEASE01 Stopped",
        "rollback d-ROLLBACK1 Succeeded",
        "all traffic is back on v1.2.3",
        _NEXT,
    ]
    assert _changes(aws) == ["StopDeployment"]


def test_the_reason_stands_behind_the_state(folder: Path) -> None:
    with standing_in(Release(reason="Somebody stopped it").answers) as aws:
        result = _run(aws, folder, "--yes")
    assert "deployment d-RELEASE01 Stopped: Somebody stopped it [MANUAL_STOP]" in result.stdout.splitlines()


def test_a_dry_run_changes_nothing(folder: Path) -> None:
    with standing_in(CANARY) as aws:
        result = _run(aws, folder, "--dry-run")
    assert result.returncode == 0
    assert result.stdout.splitlines()[1:] == [_STOP, "  2. wait until that has ended"]
    assert _changes(aws) == []


def test_a_release_is_stopped_and_an_earlier_one_started(folder: Path) -> None:
    with standing_in(Release().answers) as aws:
        result = _run(aws, folder, "--to", "v1.2.2", "--yes")
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[3] == _START
    assert result.stdout.splitlines()[-2:] == [f"the pipeline shop-prod releases v1.2.2: run {RUN}", _NEXT]
    assert _changes(aws) == ["StopDeployment", "StartPipelineExecution"]
    assert aws.requests[-1].parameters == {
        "name": "shop-prod",
        "variables": [{"name": "RELEASE", "value": "v1.2.2"}],
        "sourceRevisions": [{"actionName": "Source", "revisionType": "COMMIT_ID", "revisionValue": release.COMMIT}],
        "clientRequestToken": aws.requests[-1].parameters["clientRequestToken"],
    }


def test_back_to_what_the_release_came_from_is_a_stop_alone(folder: Path) -> None:
    with standing_in(Release().answers) as aws:
        result = _run(aws, folder, "--to", "v1.2.3", "--no-wait", "--yes")
    assert result.returncode == 0, result.stderr
    assert "note: v1.2.3 runs again then: nothing to start" in result.stderr
    assert result.stdout.splitlines()[-2:] == ["d-RELEASE01 is being stopped", _NEXT]
    assert _changes(aws) == ["StopDeployment"]


def test_an_earlier_release_is_started(folder: Path) -> None:
    answers: Answers = {**STEADY, **_STARTS, **release.pipeline("InProgress", Build=release.stage("InProgress"))}
    with standing_in(answers) as aws:
        result = _run(aws, folder, "--to", "v1.2.2", "-y")
    assert result.returncode == 0, result.stderr
    assert result.stderr == "note: the stage Build is at work on another run, which is released first\n"
    assert _changes(aws) == ["StartPipelineExecution"]


def test_what_runs_before_a_release_is_left_out_unless_asked_for(folder: Path) -> None:
    spec = folder / "specs/shop.yaml"
    said = _refused(folder, STEADY, "--to", "v1.2.2", "--with-before")
    assert "has nothing that runs before a release: the spec says no release.before" in said
    spec.write_text(spec.read_text("utf-8") + "release: {before: {command: [npm, run, migrate]}}\n", "utf-8")
    undone = "note: nothing takes back what release.before did for the versions since"
    with standing_in({**STEADY, **_STARTS}) as aws:
        left_out = _run(aws, folder, "--to", "v1.2.2", "--dry-run")
        result = _run(aws, folder, "--to", "v1.2.2", "-y", "--with-before")
    assert left_out.stderr == f"{undone}; nothing runs before this release (--with-before would)\n"
    assert (result.returncode, result.stderr) == (0, f"{undone}\n")
    [start] = [request for request in aws.requests if request.operation == "StartPipelineExecution"]
    assert start.parameters["variables"] == [{"name": "RELEASE", "value": "v1.2.2"}, {"name": "BEFORE", "value": "yes"}]


def test_a_rollback_that_runs_already_is_awaited(folder: Path) -> None:
    took = {"rollbackTriggeringDeploymentId": RELEASE}
    looks = iter(["InProgress", "Succeeded"])

    def batch(parameters: Mapping[str, Any]) -> Answer:
        return {"deploymentsInfo": [release.deployment(release.ROLLBACK, next(looks), rollbackInfo=took)]}

    answers: Answers = {
        **CANARY,
        ("codedeploy", "ListDeployments"): {"deployments": [release.ROLLBACK]},
        ("codedeploy", "BatchGetDeployments"): batch,
    }
    with standing_in(answers) as aws:
        result = _run(aws, folder, "--yes")
    assert result.returncode == 0, result.stderr
    assert "  1. wait until the rollback d-ROLLBACK1, which runs already, has ended" in result.stdout
    assert _changes(aws) == []


def test_nothing_runs_that_could_be_stopped(folder: Path) -> None:
    said = _refused(folder, STEADY, "--yes")
    assert "shop-prod: error: has no deployment that could be stopped, and v1.2.3 runs [idle]" in said
    assert "hint: --to goes back to one of: v1.3.0, v1.2.2" in said


def test_nothing_is_deployed(folder: Path) -> None:
    answers: Answers = {
        **NOTHING,
        ("codedeploy", "ListDeployments"): Refusal("ApplicationDoesNotExistException", "No application found"),
        ("ecr", "DescribeImages"): Refusal("RepositoryNotFoundException", "no repository"),
    }
    assert "hint: ECR has no other release to go back to" in _refused(folder, answers)
    said = _refused(folder, answers, "--to", "v1.2.2")
    assert "shop-prod: error: is no pipeline that is there [no-pipeline]" in said
    assert "hint: deploy it first: canaryform deploy specs/shop.yaml -e prod" in said


@pytest.mark.parametrize(
    ("tag", "message", "hint"),
    [
        ("v1.2.9", "has no image in ECR, so there is nothing to go back to [no-image]", "v1.2.3, v1.2.2"),
        ("v1.2.3", "shop-prod: error: runs v1.2.3 already [runs-already]", "one of: v1.3.0, v1.2.2"),
        ("1.2.2", "is no release: vMAJOR.MINOR.PATCH, as https://semver.org has it [release]", "did you mean v1.2.2?"),
        ("latest", "is no release", "such as v1.2.3"),
    ],
)
def test_a_tag_that_cannot_be_gone_back_to(folder: Path, tag: str, message: str, hint: str) -> None:
    said = _refused(folder, STEADY, "--to", tag)
    assert message in said
    assert hint in said.partition("hint: ")[2]


def test_an_approval_is_in_the_way(folder: Path) -> None:
    asking = release.stage("InProgress", token="00000000-0000-0000-0000-000000000000")
    said = _refused(folder, {**STEADY, **release.pipeline("InProgress", Approval=asking)}, "--to", "v1.2.2")
    assert "shop-prod Approval: error: waits for a person to approve another run" in said
    assert "codesuite/codepipeline/pipelines/shop-prod/view?region=us-west-2" in said


def test_the_release_has_ended_meanwhile(folder: Path) -> None:
    ended = Refusal("DeploymentAlreadyCompletedException", "The deployment is already completed")
    with standing_in({**CANARY, ("codedeploy", "StopDeployment"): ended}) as aws:
        result = _run(aws, folder, "--yes")
    assert result.returncode == 3
    assert "error: cannot stop d-RELEASE01: it has ended meanwhile" in result.stderr
    assert "hint: go back to an earlier release with --to" in result.stderr


def test_the_rollback_fails_and_nothing_is_started(folder: Path) -> None:
    with standing_in(Release(rollback=("Failed",)).answers) as aws:
        result = _run(aws, folder, "--to", "v1.2.2", "--yes")
    assert result.returncode == 3
    assert "error: d-RELEASE01 was not rolled back" in result.stderr
    assert _changes(aws) == ["StopDeployment"]


def test_stopping_takes_no_more_permissions_than_it_needs(folder: Path) -> None:
    denied = Refusal("AccessDeniedException", "no")
    forbidden = {
        ("ecs", "DescribeServices"): denied,
        ("ecr", "DescribeImages"): denied,
        ("codedeploy", "GetDeploymentTarget"): denied,
    }
    with standing_in({**Release().answers, **forbidden}) as aws:
        result = _run(aws, folder, "--yes")
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[1] == "  1. stop the deployment d-RELEASE01"
    assert "all traffic is back on the original tasks" in result.stdout
    said = _refused(folder, {**STEADY, **forbidden})
    assert "hint: ECR could not be asked for releases to go back to: no [AccessDeniedException]" in said


def test_no_commit_can_be_found(folder: Path) -> None:
    answers: Answers = {
        **STEADY,
        ("codepipeline", "ListActionExecutions"): release.tagged(v1_3_0=release.COMMIT, v1_2_22="f" * 40),
    }
    said = _refused(folder, answers, "--to", "v1.2.2")
    assert "v1.2.2: error: is a tag whose commit could not be found" in said
    assert "the history of the pipeline shop-prod has no run of it; git could not be asked" in said
    assert "is no clone of acme/shop; GitHub could not be asked" in said


def test_nobody_agrees(folder: Path) -> None:
    with standing_in(CANARY) as aws:
        asked = _run(aws, folder)
        assert (asked.returncode, _changes(aws)) == (2, [])
    assert "nobody is there to answer: --yes does not ask" in asked.stderr


def test_after_the_old_tasks_have_lost_all_traffic(folder: Path) -> None:
    """While they wait for their end, the new tasks are the primary ones, and stopping still leads back."""
    answers: Answers = {
        **Release().answers,
        ("elbv2", "DescribeRules"): rules(0, 100),
        ("ecs", "DescribeServices"): release.task_sets(("ACTIVE", REVISION, BLUE), ("PRIMARY", NEW_REVISION, GREEN)),
        ("codedeploy", "GetDeploymentTarget"): release.split(0, 100),
    }
    with standing_in(answers) as aws:
        result = _run(aws, folder, "--dry-run")
    assert "100 % of the traffic on its new tasks: all traffic goes back to v1.2.3" in result.stdout
