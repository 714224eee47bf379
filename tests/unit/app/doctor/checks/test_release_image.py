"""Images that are gone from ECR."""

from dataclasses import replace

from generator.app.doctor.check import Verdict
from generator.app.doctor.checks.release_image import CHECK
from generator.live.image import find_image
from generator.live.task_definition import TaskDefinition, task_definition
from generator.resources.task_definition import IMAGE
from tests.unit.app.doctor.context import DIGEST, REPOSITORY, REVISION, definition, findings, the_failure, verdicts

_RELEASE = (
    "aws codepipeline start-pipeline-execution --region us-west-2 --name shop-prod "
    "--variables name=RELEASE,value=v1.2.3"
)


def _running(image: str) -> TaskDefinition:
    [container] = definition().containers
    return definition(containers=(replace(container, image=image),))


def test_it_is_there() -> None:
    assert [finding.what for finding in findings(CHECK)] == ["the running image is in ECR: shop:v1.2.3"]


def test_it_is_gone() -> None:
    failure = the_failure(findings(CHECK, {find_image: lambda repository, **wanted: None}))
    image = f"{REPOSITORY}@{DIGEST}"
    assert failure.what == f"the running image {image} is not in ECR any more: no new task of it can start"
    assert (failure.evidence, failure.mend) == ("DescribeImages: none in shop", _RELEASE)


def test_it_is_asked_for_by_what_names_it() -> None:
    asked: list[tuple[str, dict[str, str]]] = []

    def find(repository: str, **wanted: str) -> None:
        asked.append((repository, wanted))

    findings(CHECK, {find_image: find, task_definition: lambda arn: _running(f"{REPOSITORY}:v1.2.3")})
    findings(CHECK, {find_image: find})
    assert asked == [("shop", {"tag": "v1.2.3", "digest": ""}), ("shop", {"tag": "", "digest": DIGEST})]


def test_it_is_not_of_this_project() -> None:
    failure = the_failure(findings(CHECK, {task_definition: lambda arn: _running("nginx:1")}))
    assert failure.what == "the running image is nginx:1, which no pipeline of this project made"
    assert (failure.evidence, failure.mend) == (REVISION, _RELEASE)


def test_nothing_is_released_yet() -> None:
    assert verdicts(findings(CHECK, {task_definition: lambda arn: _running(IMAGE)})) == [Verdict.NOT_YET]


def test_the_last_release_counts_too() -> None:
    newest = replace(_running(f"{REPOSITORY}:v1.2.4"), arn=f"{REVISION}0")

    def find(arn: str) -> TaskDefinition:
        return definition() if arn == REVISION else newest

    found = findings(CHECK, {task_definition: find})
    assert [finding.what.split(" is ")[0] for finding in found] == [
        "the running image",
        "the image of the last release",
    ]
