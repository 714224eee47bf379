"""Traffic that goes where no healthy task is."""

from typing import Any

import pytest

from generator.app.doctor.check import Verdict
from generator.app.doctor.checks.live_traffic import CHECK
from generator.live.codedeploy import running_deployments
from generator.live.service import find_service
from generator.live.traffic import LiveListener, LiveRule, Target, listeners, rules, targets
from tests.unit.app.doctor.context import (
    BLUE,
    GREEN,
    RULE,
    Facts,
    deployment,
    findings,
    route,
    service,
    task_set,
    the_failure,
    verdicts,
)

_DEPLOY = "canaryform deploy specs/shop.yaml -e prod"


def _weights(weights: dict[str, int]) -> Facts:
    return {rules: lambda arn: (LiveRule(RULE, "1", weights), LiveRule(f"{RULE}0", "default", {}))}


def test_all_is_well() -> None:
    [finding] = findings(CHECK)
    assert finding.what == "the traffic goes to healthy tasks: shop-prod-blue 100 %"


def test_after_a_release_it_is_the_other_colour() -> None:
    facts = {
        **_weights({BLUE: 0, GREEN: 100}),
        find_service: lambda *names: service(task_sets=(task_set(route(GREEN)),)),
    }
    [finding] = findings(CHECK, facts)
    assert finding.what == "the traffic goes to healthy tasks: shop-prod-green 100 %"


def test_an_update_put_it_on_the_wrong_colour() -> None:
    facts = {**_weights({BLUE: 1}), find_service: lambda *names: service(task_sets=(task_set(route(GREEN)),))}
    failure = the_failure(findings(CHECK, facts))
    assert failure.what == (
        "the traffic goes to shop-prod-blue, and the tasks are in shop-prod-green: an update put it on the wrong colour"
    )
    assert failure.evidence == "DescribeRules: shop-prod-blue 100 %"
    assert failure.mend == (
        f"aws elbv2 modify-rule --region us-west-2 --rule-arn {RULE} --actions Type=forward,TargetGroupArn={GREEN}"
    )
    assert failure.source == "https://github.com/aws/aws-cdk/issues/36649"


def test_in_a_release_two_task_sets_share_it() -> None:
    sets = (task_set(route(BLUE)), task_set(route(GREEN), status="ACTIVE"))
    facts: Facts = {
        **_weights({BLUE: 90, GREEN: 10}),
        find_service: lambda *names: service(task_sets=sets),
        running_deployments: lambda project: (deployment(status="InProgress"),),
    }
    [finding] = findings(CHECK, facts)
    assert finding.what == "the traffic goes to healthy tasks: shop-prod-blue 90 %, shop-prod-green 10 %"


@pytest.mark.parametrize(
    ("found", "states"),
    [
        ((), "no targets"),
        (
            (Target("10.0.0.1", 3000, "unhealthy", "Health checks failed with these codes: [500]"),),
            "10.0.0.1:3000 unhealthy (Health checks failed with these codes: [500])",
        ),
    ],
)
def test_nothing_behind_it_is_healthy(found: tuple[Target, ...], states: str) -> None:
    failure = the_failure(findings(CHECK, {targets: lambda arn: found}))
    assert failure.what == "no task behind shop-prod-blue is healthy"
    assert failure.evidence == f"DescribeTargetHealth: {states}"
    assert failure.mend == "aws logs tail --region us-west-2 /ecs/shop-prod --since 1h"


@pytest.mark.parametrize(
    ("facts", "what", "evidence"),
    [
        (
            _weights({"arn:other": 1}),
            "the production rule sends requests to other target groups than this environment's",
            "DescribeRules: arn:other 100 %",
        ),
        (_weights({BLUE: 0}), "the production rule sends requests nowhere", "DescribeRules: no weight at all"),
        (
            {rules: lambda arn: (LiveRule(RULE, "default", {}),)},
            "no rule of the listener on port 80 forwards requests",
            "DescribeRules: no forward action",
        ),
        (
            {listeners: lambda arn: (LiveListener("arn:9001", 9001, "HTTP"),)},
            "shop-prod lacks the listener on port 80",
            "DescribeListeners: 9001",
        ),
    ],
)
def test_the_rule_is_another(facts: dict[Any, Any], what: str, evidence: str) -> None:
    failure = the_failure(findings(CHECK, facts))
    assert (failure.what, failure.evidence, failure.mend) == (what, evidence, _DEPLOY)


def test_there_is_no_service_yet() -> None:
    assert verdicts(findings(CHECK, {find_service: lambda *names: None})) == [Verdict.NOT_YET]
