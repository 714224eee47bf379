"""Images that one environment builds and another releases, seen from either."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from generator.app.doctor.catalog import OF_PROMOTION, checks
from generator.app.doctor.check import Finding, Verdict
from generator.app.doctor.checks.promotion import CHECK
from generator.live.client import AwsError
from generator.live.pipeline import PipelineExecution, executions
from generator.live.repository import has_image, repository_policy
from tests.unit.app.doctor.context import ACCOUNT, context, findings, the_failure

COMMIT = "0123456789abcdef0123456789abcdef01234567"
OTHER = "111122223333"
READER = "shop-prod-codebuild-us-west-2"
SPEC = """\
project: shop
region: us-west-2
repository: acme/shop
service:
  port: 3000
environments:
  dev:
    trigger: {branch: main}
    account: "DEV"
    region: eu-west-1
  prod:
    trigger: {tag: "v*"}
    account: "PROD"
    promote: dev
accept: {plain-http: "reached through the company's network alone"}
"""
FROM_PROD = SPEC.replace("PROD", ACCOUNT).replace("DEV", OTHER)
FROM_DEV = SPEC.replace("PROD", OTHER).replace("DEV", ACCOUNT)
BY_TAG = FROM_PROD.replace("{branch: main}", '{tag: "v*"}')
PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]


def _run(status: str) -> Callable[..., tuple[PipelineExecution, ...]]:
    return lambda name, number: (PipelineExecution("e-1", status, "WebhookV2", None, "01234567", COMMIT),)


def _refuses(code: str) -> Callable[..., bool]:
    def refuse(*wanted: str) -> bool:
        raise AwsError("AWS refused DescribeImages", code, f"its words [{code}]")

    return refuse


def _asked() -> tuple[list[tuple[str, ...]], Callable[..., bool]]:
    """What is asked for, by a function that finds it."""
    asked: list[tuple[str, ...]] = []

    def has(*wanted: str) -> bool:
        asked.append(wanted)
        return True

    return asked, has


def _seen(has: Callable[..., bool], status: str = "Failed", text: str = FROM_PROD) -> Finding:
    [found] = findings(CHECK, {executions: _run(status), has_image: has}, text=text)
    return found


def _policy(actions: Any = PULL, role: str = READER, account: str = OTHER, **more: Any) -> Mapping[str, Any]:
    condition = {"ArnEquals": {"aws:PrincipalArn": f"arn:aws:iam::{account}:role/{role}"}}
    principal = {"AWS": f"arn:aws:iam::{account}:root"}
    return {
        "Statement": [
            {"Effect": "Allow", "Principal": principal, "Action": actions, "Condition": condition, **more},
        ]
    }


def _let_in(policy: Mapping[str, Any] | None) -> Finding:
    [found] = findings(CHECK, {repository_policy: lambda name: policy}, text=FROM_DEV, environment="dev")
    return found


def test_it_is_looked_at_where_images_are_promoted() -> None:
    assert OF_PROMOTION[0] not in checks(context())
    assert OF_PROMOTION[0] in checks(context(text=FROM_PROD))
    assert OF_PROMOTION[0] in checks(context(text=FROM_DEV, environment="dev"))


def test_the_image_of_the_last_run_is_there() -> None:
    asked, has = _asked()
    found = _seen(has)
    assert (found.verdict, found.what) == (Verdict.OK, "dev has built shop/dev:git-0123456789ab")
    assert asked == [(OTHER, "eu-west-1", "shop/dev", "git-0123456789ab")]


def test_it_is_not_built() -> None:
    start = (
        "aws codepipeline start-pipeline-execution --region eu-west-1 --name shop-dev "
        f"--source-revisions actionName=Source,revisionType=COMMIT_ID,revisionValue={COMMIT}"
    )
    failure = the_failure([_seen(lambda *wanted: False)])
    what = "dev has not built shop/dev:git-0123456789ab, which the last run of shop-prod is to release"
    assert (failure.what, failure.mend) == (what, start)
    assert failure.evidence == f"DescribeImages: none in {OTHER}, eu-west-1; the run: Failed"
    waits = _seen(lambda *wanted: False, "InProgress")
    assert (waits.verdict, waits.mend) == (Verdict.NOT_YET, start)


def test_a_copy_that_was_made_needs_no_image_any_more() -> None:
    found = _seen(lambda *wanted: False, "Succeeded")
    assert found.verdict is Verdict.OK
    assert found.what == (
        "the last run of shop-prod has copied shop/dev:git-0123456789ab, which dev does not keep any more"
    )


def test_of_tags_the_repository_alone_is_looked_at() -> None:
    asked, has = _asked()
    found = _seen(has, text=BY_TAG)
    assert (found.verdict, found.what) == (Verdict.OK, f"images are in shop in {OTHER}, eu-west-1")
    assert asked == [(OTHER, "eu-west-1", "shop", "")]
    assert _seen(lambda *wanted: False, text=BY_TAG).verdict is Verdict.NOT_YET


def test_there_is_no_such_repository() -> None:
    failure = the_failure([_seen(_refuses("RepositoryNotFoundException"))])
    assert failure.what == f"there is no shop/dev in {OTHER}, eu-west-1"
    assert failure.mend == "canaryform deploy specs/shop.yaml -e dev"


def test_an_account_that_lets_in_a_role_alone_says_nothing_to_others() -> None:
    found = _seen(_refuses("AccessDeniedException"))
    assert found.verdict is Verdict.UNKNOWN
    assert found.what == (
        f"whether dev has built the image: shop/dev in {OTHER}, eu-west-1 lets in the role {READER}, and not you"
    )
    assert found.mend == f"ask with credentials of {OTHER}: canaryform doctor specs/shop.yaml -e dev"


def test_another_refusal_is_told_as_what_it_is() -> None:
    with pytest.raises(AwsError):
        _seen(_refuses("ServerException"))


def test_the_repository_lets_the_role_in() -> None:
    found = _let_in(_policy())
    assert found.verdict is Verdict.OK
    assert found.what == f"shop/dev lets prod in {OTHER} read, by its role {READER}"


@pytest.mark.parametrize(
    "policy",
    [
        {},
        _policy(role="another"),
        _policy(actions="ecr:BatchGetImage"),
        _policy(Effect="Deny"),
        _policy(Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"}),
    ],
)
def test_it_does_not(policy: Mapping[str, Any]) -> None:
    failure = the_failure([_let_in(policy)])
    assert failure.what == f"shop/dev does not let {READER} of {OTHER} read it: prod cannot promote"
    assert failure.evidence.startswith("GetRepositoryPolicy: ecr:BatchCheckLayerAvailability, ")
    assert failure.mend == "canaryform deploy specs/shop.yaml -e dev --stack ecr"


def test_before_there_is_a_repository_nobody_reads_it() -> None:
    assert _let_in(None).verdict is Verdict.NOT_YET
