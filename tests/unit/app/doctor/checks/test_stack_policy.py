"""Stack policies that are gone, or others."""

import json

import pytest

from generator.app.doctor.check import Verdict
from generator.app.doctor.checks.stack_policy import CHECK
from generator.live.stack_policy import find_stack_policy
from tests.unit.app.doctor.context import HEALTHY, findings, verdicts


def test_both_are_set_however_they_are_written() -> None:
    found = findings(CHECK, {find_stack_policy: lambda name: json.dumps(json.loads(HEALTHY[find_stack_policy](name)))})
    assert [finding.what for finding in found] == [
        "the stack policy of shop-prod-routes is set",
        "the stack policy of shop-prod-ecs is set",
    ]


@pytest.mark.parametrize(
    ("policy", "noun", "evidence"),
    [(None, "no", "GetStackPolicy: none"), ("{}", "another", "{}"), ("no JSON", "another", "no JSON")],
)
def test_it_is_gone(policy: str | None, noun: str, evidence: str) -> None:
    found = findings(CHECK, {find_stack_policy: lambda name: policy})
    assert verdicts(found) == [Verdict.FAILED, Verdict.FAILED]
    what = f"shop-prod-routes has {noun} stack policy: an update can put traffic on the wrong colour"
    assert (found[0].what, found[0].evidence) == (what, evidence)
    assert found[0].mend == (
        "aws cloudformation set-stack-policy --region us-west-2 --stack-name shop-prod-routes "
        "--stack-policy-body file://templates_out/shop/prod/main/routes.stack-policy.json"
    )
