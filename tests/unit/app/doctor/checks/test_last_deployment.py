"""A deployment that failed, or was taken back."""

from collections.abc import Sequence

from generator.app.doctor.check import Verdict
from generator.app.doctor.checks.last_deployment import CHECK
from generator.live.codedeploy import deployments, find_deployment_group
from generator.live.deployment import Deployment
from tests.unit.app.doctor.context import Facts, deployment, deployment_group, findings, the_failure, verdicts


def _last(*known: Deployment) -> Facts:
    def find(ids: Sequence[str]) -> tuple[Deployment, ...]:
        return tuple(each for each in known if each.id in ids)

    return {find_deployment_group: lambda project: deployment_group(last_attempted=known[0].id), deployments: find}


def test_it_succeeded() -> None:
    assert [each.what for each in findings(CHECK)] == ["the last deployment d-1 succeeded"]


def test_it_runs() -> None:
    found = findings(CHECK, _last(deployment(status="InProgress")))
    assert [each.what for each in found] == ["the deployment d-1 is under way"]


def test_a_role_lacks_a_permission() -> None:
    words = "CodeDeployServiceRole does not give permission to perform operations in Amazon S3 [IAM_ROLE_PERMISSIONS]"
    failure = the_failure(findings(CHECK, _last(deployment(status="Failed", error=words))))
    assert failure.what == ("the last deployment d-1 failed: a role may not do what it must, or may not be taken on")
    assert (failure.evidence, failure.mend) == (words, "canaryform deploy specs/shop.yaml -e prod --stack iam")


def test_the_way_back_is_not_why() -> None:
    release = deployment(id="d-1", status="Stopped", rollback="d-2", error="stopped by alarm [ALARM_ACTIVE]")
    failure = the_failure(findings(CHECK, _last(deployment(id="d-2", rolls_back="d-1"), release)))
    assert failure.what == ("the last deployment d-1 stopped and was taken back: an alarm went off, or fired already")
    assert failure.mend == "aws cloudwatch describe-alarms --region us-west-2 --alarm-name-prefix shop-prod-"


def test_words_that_nobody_knows() -> None:
    failure = the_failure(findings(CHECK, _last(deployment(status="Failed", error="Something new"))))
    assert failure.what == "the last deployment d-1 failed"
    assert failure.mend == "aws deploy get-deployment --region us-west-2 --deployment-id d-1"


def test_codedeploy_forgot_it() -> None:
    assert verdicts(findings(CHECK, {deployments: lambda ids: ()})) == [Verdict.UNKNOWN]
