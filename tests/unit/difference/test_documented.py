"""What AWS's pages say that an update requires is the verdict, for every property of the types that we make."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator.difference.change import Fate, ResourceChange
from generator.difference.comparison import Comparison, compare
from generator.difference.consequence import Consequence
from generator.difference.facts import interruption
from generator.difference.facts.interruption import INTERRUPTING
from tests.judges.update_requires import TABLE
from tests.unit.difference.sides import SCHEMAS, side

_ROWS = [tuple(line.split()) for line in TABLE.read_text("utf-8").splitlines()]
_REFERENCE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference"
REVIEWED: Mapping[tuple[str, str], tuple[Fate, str]] = {
    ("AWS::EC2::EIP", "Domain"): (Fate.UPDATED, "the schema has it so; `vpc` is all that is left to write"),
    ("AWS::EC2::VPCGatewayAttachment", "VpcId"): (Fate.REPLACED, "the identifier is made of it, in the schema"),
    ("AWS::ECS::Service", "DeploymentController"): (
        Fate.UPDATED,
        "since 2025 ECS takes another controller: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
        "migrate-code-deploy-to-ecs-blue-green.html; one that CodeDeploy has is refused by a fact of its own",
    ),
    ("AWS::ECS::Service", "LaunchType"): (Fate.MAYBE_REPLACED, "between EC2 and FARGATE the schema says maybe"),
    ("AWS::Events::Rule", "EventBusName"): (Fate.MAYBE_REPLACED, "its name and its ARN mean the same bus"),
    ("AWS::KMS::Key", "KeySpec"): (Fate.UPDATED, "KMS refuses it, as another fact says"),
    ("AWS::KMS::Key", "KeyUsage"): (Fate.UPDATED, "KMS refuses it, as another fact says"),
    ("AWS::KMS::Key", "MultiRegion"): (Fate.UPDATED, "KMS refuses it, as another fact says"),
    ("AWS::Route53::RecordSet", "Name"): (Fate.UPDATED, "traffic either way, as another fact says"),
    ("AWS::S3::Bucket", "ObjectLockEnabled"): (Fate.UPDATED, "since November 2023 a bucket that is there takes it"),
    ("AWS::SNS::Subscription", "Region"): (Fate.MAYBE_REPLACED, "as the topic's region is named or not"),
    ("AWS::WorkSpaces::Workspace", "DirectoryId"): (Fate.REPLACED, "the schema has it so"),
}
"""Where the schema of today is another than the page of 2023, and why that is right."""


@pytest.fixture(scope="module")
def found() -> Comparison:
    """A resource for each row, of which that property alone changes."""
    one, other = (
        side(
            it={
                "Resources": {
                    f"R{number}": {"Type": kind, "Properties": {name: value}}
                    for number, (kind, name, _) in enumerate(_ROWS)
                }
            }
        )
        for value in ("old", "new")
    )
    return compare(one, other, SCHEMAS)


def test_each_row_is_the_verdict_or_is_reviewed(found: Comparison) -> None:
    interrupted = {id(reason.change) for reason in interruption.FACT.find(found)}
    wrong = {}
    for number, (kind, name, documented) in enumerate(_ROWS):
        change = found.resources["it", f"R{number}"]
        is_interrupted = id(change) in interrupted
        fits = {
            "updated": change.fate is Fate.UPDATED and not is_interrupted,
            "replaced": change.fate is Fate.REPLACED,
            # The pages say so too of what is updated for some values, and replaced for others.
            "interrupted": is_interrupted or change.fate is Fate.MAYBE_REPLACED,
        }[documented]
        if not fits:
            wrong[kind, name] = change.fate
    assert wrong == {key: fate for key, (fate, _) in REVIEWED.items()}


def test_what_is_said_to_interrupt_is_documented_so() -> None:
    documented = {(kind, name) for kind, name, requires in _ROWS if requires == Consequence.INTERRUPTED}
    assert {(kind, name) for kind, each in INTERRUPTING.items() for name in each.properties} <= documented


def test_each_reason_has_the_page_of_the_type(found: Comparison) -> None:
    every = interruption.FACT.find(found)
    reasons = [each for each in every if isinstance(each.change, ResourceChange) and each.change.fate is Fate.UPDATED]
    pages = {f"{_REFERENCE}/{each.page}.html" for kind, each in INTERRUPTING.items() if kind != "AWS::EC2::Instance"}
    assert {reason.source for reason in reasons} == pages
    assert {reason.consequence for reason in reasons} == {Consequence.INTERRUPTED}
