"""Log groups that are gone."""

from generator.app.doctor.checks.log_group import CHECK
from generator.live.log_group import LiveLogGroup, find_log_group
from tests.unit.app.doctor.context import KEY, findings, the_failure


def test_both_are_there() -> None:
    assert [finding.what for finding in findings(CHECK)] == [
        "the log group /ecs/shop-prod is there",
        "the log group /codebuild/shop-prod is there",
    ]


def test_that_of_the_tasks_is_gone() -> None:
    def find(name: str) -> LiveLogGroup | None:
        return None if name.startswith("/ecs/") else LiveLogGroup(name, 30)

    failure = the_failure(findings(CHECK, {find_log_group: find}))
    assert failure.what == "the log group /ecs/shop-prod is gone, and tasks cannot write to it"
    assert failure.evidence == "DescribeLogGroups: none of that name"
    assert failure.mend == (
        f"aws logs create-log-group --region us-west-2 --log-group-name /ecs/shop-prod --kms-key-id {KEY} && "
        "aws logs put-retention-policy --region us-west-2 --log-group-name /ecs/shop-prod --retention-in-days 30"
    )
