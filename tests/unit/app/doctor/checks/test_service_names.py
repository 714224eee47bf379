"""Names and ports that are others in AWS than in the generated files."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from generator.app.doctor.check import Verdict
from generator.app.doctor.checks.service_names import CHECK
from generator.live.service import find_service
from generator.live.task_definition import Container, task_definition
from tests.unit.app.doctor.context import (
    REVISION,
    SPEC,
    definition,
    findings,
    role,
    route,
    service,
    task_set,
    the_failure,
)

_ONCE = (
    "put the spec back, or release to a new environment beside this one; then canaryform deploy specs/shop.yaml -e prod"
)
_AGAIN = "aws codepipeline start-pipeline-execution --region us-west-2 --name shop-prod --variables name=RELEASE,value="


def test_they_are_the_same() -> None:
    [finding] = findings(CHECK)
    expected = "container, port, family and roles of shop-prod are those of appspec.yaml and taskdef.json"
    assert finding.what == expected


@pytest.mark.parametrize(
    ("values", "what"),
    [
        (
            {"controller": "ECS"},
            "the service's deployment controller is ECS, and the spec gives CODE_DEPLOY",
        ),
        (
            {"task_sets": (task_set(route(container="web")),)},
            "the container that gets the requests is web, and the spec gives shop",
        ),
        (
            {"task_sets": (), "routes": (route(port=8080),)},
            "the port that gets the requests is 8080, and the spec gives 3000",
        ),
    ],
)
def test_what_only_a_new_service_changes(values: dict[str, Any], what: str) -> None:
    failure = the_failure(findings(CHECK, {find_service: lambda cluster, name: service(**values)}))
    assert (failure.what, failure.mend) == (what, _ONCE)
    assert failure.evidence == f"shop-prod runs {REVISION}"
    assert failure.source == "https://github.com/aws/aws-cdk/issues/23564"


def _container(**values: Any) -> dict[str, tuple[Container, ...]]:
    [container] = definition().containers
    return {"containers": (replace(container, **values),)}


@pytest.mark.parametrize(
    ("values", "what", "tag"),
    [
        ({"family": "web"}, "the family of the running task definition is web, and the spec gives shop-prod", "v1.2.3"),
        (_container(ports=(80, 81)), "the port of the running container is 80, 81, and the spec gives 3000", "v1.2.3"),
        (
            {"task_role": ""},
            f"the task role of the running task definition is none, and the spec gives {role('task')}",
            "v1.2.3",
        ),
        (
            {"execution_role": role("task")},
            f"the execution role of the running task definition is {role('task')}, and the spec gives "
            f"{role('execution')}",
            "v1.2.3",
        ),
    ],
)
def test_what_the_next_release_changes(values: dict[str, Any], what: str, tag: str) -> None:
    changed: Callable[[str], Any] = lambda arn: definition(**values)  # noqa: E731
    failure = the_failure(findings(CHECK, {task_definition: changed}))
    assert (failure.what, failure.mend) == (what, f"{_AGAIN}{tag}")


def test_a_container_of_another_name() -> None:
    failure = the_failure(findings(CHECK, {task_definition: lambda arn: definition(**_container(name="web"))}))
    assert failure.what == "the container of the running task definition is web, and the spec gives shop"
    assert failure.mend == "aws codepipeline start-pipeline-execution --region us-west-2 --name shop-prod"


def test_requests_that_go_past_the_sidecar_in_front_are_seen() -> None:
    sidecar = "sidecars: {proxy: {image: 'public.ecr.aws/nginx/nginx:1.29', port: 8080}}, target: proxy"
    text = SPEC.replace("port: 3000", f"port: 3000, {sidecar}")
    found = [each.what for each in findings(CHECK, text=text) if each.verdict is Verdict.FAILED]
    assert found == [
        "the container that gets the requests is shop, and the spec gives proxy",
        "the port that gets the requests is 3000, and the spec gives 8080",
    ]
