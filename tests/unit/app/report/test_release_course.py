"""What begins a release, as the report tells it."""

from __future__ import annotations

import pytest

from generator.app.judge.gate import systems
from generator.app.report.release_course import steps
from generator.app.report.stops import stops_of_worker
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


@pytest.mark.parametrize(
    ("number", "name", "said"),
    [
        (0, "poller", "all new tasks beside all old ones. Both work for 15 minutes"),
        (0, "mailer", "ends the old task, and then starts the new one."),
        (1, "mailer", "until all are new"),
    ],
)
def test_a_worker_s_release_says_whether_both_versions_work(number: int, name: str, said: str) -> None:
    build = CASES["workers"].build()
    worker = next(each for each in build.projects[number].services if each.name == name)
    system = [*systems(build)][number]
    told = {step.title: step.text for step in steps(worker, system, None)}
    assert said in told["Deploy"]
    # The mailer has a job in the second environment alone.
    assert ("Job" in told) is bool(worker.jobs) is (number == 1)


def test_the_alarms_of_a_worker_stop_its_release() -> None:
    build = CASES["workers"].build()
    [_, system] = systems(build)
    found = {service.name: stops_of_worker(service, system) for service in build.projects[1].services}
    assert [stop.name for stop in found["poller"]] == ["shop-prod--poller-tasks-failed"]
    assert [stop.limit for stop in found["mailer"]] == ["at least 4", "more than 0", "more than 900"]


@pytest.mark.parametrize("name", ["main", "api"])
def test_what_another_environment_built_is_copied(name: str) -> None:
    build = CASES["promoted"].build()
    service = next(each for each in build.projects[1].services if each.name == name)
    told = {step.title: step.text for step in steps(service, [*systems(build)][1], None)}
    repository = "shop/dev" if name == "main" else "shop/dev/api"
    assert told["Promote"] == f"CodeBuild copies what dev built, from {repository} of 111122223333, by its digest."
    assert "Build" not in told
    assert [*told].index("Admit") + 1 == [*told].index("Promote") == [*told].index("Approval") - 1
