"""Target groups that CodeDeploy cannot swap."""

from typing import Any

import pytest

from generator.app.doctor.checks.target_groups import CHECK
from generator.live.traffic import find_load_balancer, target_groups
from tests.unit.app.doctor.context import BALANCER, findings, group, the_failure

_ONCE = (
    "put the spec back, or release to a new environment beside this one; then canaryform deploy specs/shop.yaml -e prod"
)


def test_all_is_well() -> None:
    [finding] = findings(CHECK)
    assert finding.what == "shop-prod-blue and shop-prod-green are of type ip, on port 3000, behind shop-prod"


def test_green_waits_behind_no_balancer_until_a_release() -> None:
    groups = (group("shop-prod-blue"), group("shop-prod-green", load_balancers=()))
    assert [finding.verdict for finding in findings(CHECK, {target_groups: lambda names: groups})] == ["ok"]


@pytest.mark.parametrize(
    ("values", "what", "evidence"),
    [
        (
            {"type": "instance"},
            "shop-prod-green takes no tasks of Fargate, which have addresses alone",
            "DescribeTargetGroups: shop-prod-green has TargetType instance",
        ),
        (
            {"port": 80},
            "shop-prod-green is on another port than service.port, which is 3000",
            "DescribeTargetGroups: shop-prod-green has Port 80",
        ),
    ],
)
def test_what_only_new_ones_mend(values: dict[str, Any], what: str, evidence: str) -> None:
    groups = (group("shop-prod-blue"), group("shop-prod-green", **values))
    failure = the_failure(findings(CHECK, {target_groups: lambda names: groups}))
    assert (failure.what, failure.evidence, failure.mend) == (what, evidence, _ONCE)


def test_another_load_balancer_uses_it() -> None:
    groups = (group("shop-prod-blue", load_balancers=(BALANCER, "arn:other")), group("shop-prod-green"))
    failure = the_failure(findings(CHECK, {target_groups: lambda names: groups}))
    assert failure.what == "shop-prod-blue gets requests from another load balancer too"
    assert failure.evidence == "DescribeTargetGroups: shop-prod-blue is used by arn:other"
    assert failure.mend == (
        "aws elbv2 describe-rules --region us-west-2 --listener-arn $(aws elbv2 describe-listeners "
        "--region us-west-2 --load-balancer-arn arn:other --query 'Listeners[0].ListenerArn' --output text)"
    )


def test_one_part_is_gone() -> None:
    deploy = "canaryform deploy specs/shop.yaml -e prod"
    failure = the_failure(findings(CHECK, {find_load_balancer: lambda name: None}))
    assert (failure.what, failure.mend) == ("the load balancer shop-prod is gone", deploy)
    failure = the_failure(findings(CHECK, {target_groups: lambda names: ()}))
    assert (failure.what, failure.mend) == ("one of shop-prod-blue and shop-prod-green is gone", deploy)
