"""Log groups that are gone."""

from generator.app.doctor.checks.log_group import CHECK
from generator.live.log_group import LiveLogGroup, find_log_group
from tests.unit.app.doctor.context import KEY, findings, the_failure
from tests.unit.app.doctor.job import of_job


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


def test_that_of_a_job_is_looked_at_too() -> None:
    groups = [finding.what for finding in of_job(CHECK)]
    assert groups[2:] == ["the log group /ecs/shop-prod/nightly is there"]
    gone = the_failure(
        of_job(CHECK, {find_log_group: lambda name: None if "nightly" in name else LiveLogGroup(name, 1)})
    )
    assert gone.what == "the log group /ecs/shop-prod/nightly is gone, and tasks cannot write to it"
