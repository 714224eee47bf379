"""A connection that nobody has authorised."""

from generator.app.doctor.checks.connection_state import CHECK
from generator.live.connection import Connection, connection
from generator.live.pipeline import find_pipeline
from tests.unit.app.doctor.patient import CONNECTION, Facts, findings, the_failure

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
