"""A connection that nobody has authorised."""

import pytest

from generator.app.doctor.checks.connection_state import CHECK
from generator.live.client import AwsError
from generator.live.connection import Connection, connection, connection_arn
from generator.live.pipeline import find_pipeline
from tests.unit.app.doctor.context import ACCOUNT, CONNECTION, Facts, findings, the_failure

_PENDING: Facts = {connection: lambda arn: Connection(arn, "shop", "PENDING")}
_OPEN = (
    "open https://us-west-2.console.aws.amazon.com/codesuite/settings/connections?region=us-west-2, "
    'choose shop and "Update pending connection"'
)


def test_it_is_available() -> None:
    assert [finding.what for finding in findings(CHECK)] == ["the connection shop to GitHub is AVAILABLE"]


def test_it_is_pending() -> None:
    failure = the_failure(findings(CHECK, {**_PENDING, find_pipeline: lambda name: None}))
    assert failure.what == "the connection shop to GitHub is PENDING: no tag and no push starts the pipeline"
    assert failure.evidence == f"GetConnection: {CONNECTION} is PENDING"
    assert failure.mend == _OPEN


def test_a_pipeline_that_was_made_before_is_to_be_saved_again() -> None:
    assert the_failure(findings(CHECK, _PENDING)).mend == (
        f"{_OPEN}; then save the pipeline again, which was made before and would not start: "
        "aws codepipeline get-pipeline --region us-west-2 --name shop-prod --query '{pipeline: pipeline}' "
        "--output json > shop-prod.json && aws codepipeline update-pipeline --region us-west-2 "
        "--cli-input-json file://shop-prod.json"
    )


def test_a_connection_of_another_account_is_not_this_one_s() -> None:
    foreign = CONNECTION.replace(ACCOUNT, "111122223333")

    def refuses(arn: str) -> Connection:
        raise AwsError("AWS refused GetConnection", "ResourceNotFoundException", "Connection not found")

    facts: Facts = {connection_arn: lambda project: foreign, connection: refuses}
    failure = the_failure(findings(CHECK, facts))
    assert failure.what.startswith(
        "the connection of the spec belongs to the account 111122223333, which does not share"
    )
    assert failure.evidence == f"GetConnection {foreign}: Connection not found"
    assert failure.mend.startswith("aws codeconnections list-connections --region us-west-2")
    with pytest.raises(AwsError):
        findings(CHECK, {connection: refuses})
