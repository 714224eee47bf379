"""Stacks that are stuck, and the way out."""

import pytest

from generator.app.doctor.check import Verdict
from generator.app.doctor.checks.stack_state import CHECK
from generator.live.stack import LiveStack, StackResource, find_stack, stack_resources
from tests.unit.app.doctor.context import Facts, findings, stack, the_failure, verdicts

_ALB = "shop-prod-alb"


def _with(status: str, reason: str = "") -> Facts:
    def find(name: str) -> LiveStack:
        return stack(name, status, reason=reason) if name == _ALB else stack(name)

    return {find_stack: find}


def test_all_is_complete() -> None:
    [finding] = findings(CHECK)
    assert (finding.verdict, finding.what) == (Verdict.OK, "12 stacks are complete")


@pytest.mark.parametrize(
    ("status", "what", "mend"),
    [
        (
            "REVIEW_IN_PROGRESS",
            ": a change set was made for it and never carried out",
            "aws cloudformation delete-stack --region us-west-2 --stack-name shop-prod-alb",
        ),
        (
            "ROLLBACK_COMPLETE",
            ": it can only be deleted and made anew, which a deploy does",
            "canaryform deploy specs/shop.yaml -e prod",
        ),
        (
            "DELETE_FAILED",
            ": empty what cannot be deleted, then delete again",
            "aws cloudformation delete-stack --region us-west-2 --stack-name shop-prod-alb",
        ),
        (
            "UPDATE_ROLLBACK_FAILED",
            ": remove what is in the way, then go on with the rollback",
            "aws cloudformation continue-update-rollback --region us-west-2 --stack-name shop-prod-alb",
        ),
        ("UPDATE_FAILED", "", "canaryform deploy specs/shop.yaml -e prod"),
    ],
)
def test_a_stack_that_is_stuck(status: str, what: str, mend: str) -> None:
    found = findings(CHECK, _with(status, "no reason"))
    failure = the_failure(found)
    assert (failure.what, failure.mend) == (f"{_ALB} is {status}{what}", mend)
    assert failure.evidence == f"{status}: no reason"
    assert found[-1].what == "11 stacks are complete"


def test_the_resources_that_failed_are_the_evidence() -> None:
    rows = (
        StackResource("Record", "", "AWS::Route53::RecordSet", "UPDATE_FAILED", "not allowed"),
        StackResource("LoadBalancer", "", "AWS::ElasticLoadBalancingV2::LoadBalancer", "UPDATE_COMPLETE", ""),
    )
    facts = {**_with("UPDATE_ROLLBACK_FAILED"), stack_resources: lambda name: rows}
    assert the_failure(findings(CHECK, facts)).evidence == "UPDATE_ROLLBACK_FAILED; Record: not allowed"


def test_a_stack_at_work_is_no_failure() -> None:
    found = findings(CHECK, _with("UPDATE_IN_PROGRESS"))
    assert verdicts(found) == [Verdict.UNKNOWN, Verdict.OK]
    assert found[0].what == "shop-prod-alb is UPDATE_IN_PROGRESS: ask again when that has ended"


def test_an_update_that_was_taken_back_is_told() -> None:
    [finding] = findings(CHECK, _with("UPDATE_ROLLBACK_COMPLETE"))
    assert finding.verdict is Verdict.OK
    assert finding.what == "12 stacks are complete; the last update of shop-prod-alb was taken back"


def test_what_is_missing_is_named_with_the_command() -> None:
    found = findings(CHECK, {find_stack: lambda name: None if name == _ALB else stack(name)})
    assert verdicts(found) == [Verdict.OK, Verdict.NOT_YET]
    assert found[1].what == "shop-prod-alb is not deployed"
    assert found[1].mend == "canaryform deploy specs/shop.yaml -e prod"
