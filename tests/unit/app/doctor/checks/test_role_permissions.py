"""Calls that a role must make and may not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from generator.app.doctor.check import Finding, Verdict
from generator.app.doctor.checks.role_permissions import CHECK
from generator.live.client import AwsError
from generator.live.simulation import Decision, simulate
from tests.unit.app.doctor.context import ACCOUNT, CONNECTION, KEY, SPEC, findings, role, the_failure
from tests.unit.app.doctor.job import of_job

_ROLE = "shop-prod-codedeploy-us-west-2"


def _denied(action: str, **how: Any) -> list[Finding]:
    """What is found when one action of CodeDeploy's role is not allowed."""

    def decide(arn: str, actions: Sequence[str], resource: str, context: Mapping[str, str]) -> tuple[Decision, ...]:
        allowed = [Decision(each, resource, "allowed", (), False, False) for each in actions]
        is_it = arn.endswith(_ROLE)
        return tuple(
            replace(each, decision="implicitDeny", **how) if is_it and each.action == action else each
            for each in allowed
        )

    return findings(CHECK, {simulate: decide})


def test_every_call_is_asked_for_with_all_names_filled_in() -> None:
    asked: list[tuple[str, Sequence[str], str, Mapping[str, str]]] = []

    def decide(arn: str, actions: Sequence[str], resource: str, context: Mapping[str, str]) -> tuple[Decision, ...]:
        asked.append((arn, actions, resource, context))
        return tuple(Decision(each, resource, "allowed", (), False, False) for each in actions)

    found = findings(CHECK, {simulate: decide})
    assert {arn for arn, *_ in asked} == {
        role(each) for each in ("codepipeline", "admit", "codebuild", "codedeploy", "execution")
    }
    words = [text for _, _, resource, context in asked for text in (resource, *context.values())]
    assert not [text for text in words if "${" in text or "ACCOUNT" in text or (text != "*" and "*" in text)]
    assert {KEY, CONNECTION} <= set(words)
    pass_role = [context for _, actions, _, context in asked if actions == ("iam:PassRole",)]
    assert {"iam:PassedToService": "ecs-tasks.amazonaws.com"} in pass_role
    assert found[3].what.startswith(f"{_ROLE} may make all of its ")
    assert found[5].what == "shop-prod-task-us-west-2 has nothing to do in AWS"
    assert [each.verdict for each in found] == [Verdict.OK] * 6 + [Verdict.UNKNOWN]


def test_a_call_is_denied() -> None:
    failure = the_failure(_denied("ecs:CreateTaskSet"))
    assert failure.what == f"{_ROLE} may not ecs:CreateTaskSet: its policies deny it"
    assert failure.evidence == (
        f"ecs:CreateTaskSet on arn:aws:ecs:us-west-2:{ACCOUNT}:task-set/shop-prod/shop-prod/canaryform: implicitDeny"
    )
    assert failure.mend == "canaryform deploy specs/shop.yaml -e prod --stack iam"


@pytest.mark.parametrize(
    ("how", "by"),
    [
        ({"is_forbidden": True, "is_bounded": True}, "a policy of the organization"),
        ({"is_bounded": True}, "its permissions boundary"),
    ],
)
def test_something_else_than_its_policies_denies_it(how: dict[str, bool], by: str) -> None:
    assert f": {by} deny it" in the_failure(_denied("ecs:CreateTaskSet", **how)).what


def test_a_condition_that_the_simulation_cannot_meet_proves_nothing() -> None:
    found = _denied("ecs:CreateTaskSet", missing=("aws:SourceVpc",))
    assert found[3].verdict is Verdict.UNKNOWN
    assert found[3].what == f"whether {_ROLE} may ecs:CreateTaskSet"
    assert found[3].evidence == "the policies also ask for aws:SourceVpc"


def test_a_role_is_gone() -> None:
    def decide(arn: str, *rest: object) -> tuple[Decision, ...]:
        if arn.endswith(_ROLE):
            raise AwsError("AWS refused SimulatePrincipalPolicy", "NoSuchEntity", "cannot be found [NoSuchEntity]")
        return ()

    failure = the_failure(findings(CHECK, {simulate: decide}))
    assert (failure.what, failure.evidence) == (f"there is no role {_ROLE}", "cannot be found [NoSuchEntity]")
    assert failure.mend == "canaryform deploy specs/shop.yaml -e prod --stack iam"


def test_an_action_with_a_wildcard_is_not_asked_for() -> None:
    own = "permissions: [{actions: ['s3:Get*', 's3:PutObject'], resources: ['arn:aws:s3:::mine/*']}]"
    asked: list[str] = []

    def decide(arn: str, actions: Sequence[str], resource: str, context: object) -> tuple[Decision, ...]:
        asked.extend(actions if "task" in arn else ())
        return ()

    findings(CHECK, {simulate: decide}, text=SPEC.replace("{port: 3000}", f"{{port: 3000, {own}}}"))
    assert asked == ["s3:PutObject"]


def test_the_roles_of_jobs_are_asked_about_too() -> None:
    found = {finding.what.split()[0] for finding in of_job(CHECK)}
    assert {f"shop-prod--nightly-{name}-us-west-2" for name in ("scheduler", "execution", "task", "release")} < found
