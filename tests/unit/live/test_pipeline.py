"""A pipeline that waits for a person, and where that person goes."""

from dataclasses import replace

from generator.live.pipeline import Pipeline
from tests.unit.app.status.state import ACTION, stage


def test_the_stage_that_asks() -> None:
    asking = stage("Approval", "InProgress", replace(ACTION, is_asking=True))
    assert Pipeline("shop-prod", "eu-west-1", (stage("Build"), asking)).asking == asking
    assert Pipeline("shop-prod", "eu-west-1", (stage("Build"),)).asking is None


def test_the_console_is_that_of_the_region() -> None:
    assert Pipeline("shop-prod", "eu-west-1", ()).console_url == (
        "https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/shop-prod/view?region=eu-west-1"
    )
