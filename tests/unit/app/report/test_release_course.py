"""What begins a release, as the report tells it."""

from __future__ import annotations

import pytest

from generator.app.judge.gate import systems
from generator.app.report.release_course import steps
from tests.golden.case import CASES


@pytest.mark.parametrize(
    ("name", "title", "said"),
    [
        ("main", "Tag", "A release begins when a tag such as v1.2.3"),
        ("catalog", "Image", "canaryform deploy --image with an image of depot/catalog in ECR."),
        ("search", "Image", "with an image of 123456789012.dkr.ecr.us-east-1.amazonaws.com/platform/search."),
    ],
)
def test_a_release_without_a_pipeline_begins_by_hand(name: str, title: str, said: str) -> None:
    build = CASES["images"].build()
    [service] = [each for each in build.projects[0].services if each.name == name]
    [system] = systems(build)
    first, *others = steps(service, system, None)
    assert (first.title, said in first.text) == (title, True)
    assert bool(others) is (name == "main"), "the pipeline's"
