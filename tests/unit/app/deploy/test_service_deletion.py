"""One service goes alone: what the others need stays, and what shows it is changed first."""

from __future__ import annotations

from threading import Event

import pytest

from generator.app.build.compile import compile_spec
from generator.app.deploy.desired import DesiredStack, needed_by, wanted
from generator.app.deploy.progress import State
from generator.app.deploy.service_deletion import delete_service, image_users, service_deletion
from generator.app.run.batch import Result
from tests.unit.app.deploy.cloud import SPEC, Cloud, Fake, worker

_TEXT = SPEC + "services: {api: {context: api, port: 80, route: {path: ['/api/*'], priority: 100}}}\n"
_BUILD = compile_spec(_TEXT, "shop.yaml")
_RESULT = Result(_TEXT, _BUILD)
_PROD = _BUILD.projects[1]
[_MAIN, _API] = _PROD.services
_NOUNS = ["iam", "routes", "ecs", "monitoring", "codedeploy", "pipeline"]


def _stacks() -> tuple[DesiredStack, ...]:
    return wanted(_BUILD, _PROD)


def _cloud(*environments: int) -> Cloud:
    names = {stack.name for number in environments for stack in wanted(_BUILD, _BUILD.projects[number])}
    return Cloud(dict.fromkeys(names, "CREATE_COMPLETE"))


def test_a_service_is_deployed_with_what_it_needs_of_the_others_and_nothing_else() -> None:
    needed = needed_by("api", _stacks())
    assert [(stack.service, stack.noun) for stack in needed] == [
        ("", "github"),
        ("api", "ecr"),
        *(("", noun) for noun in ("network", "base", "alb")),
        *(("api", noun) for noun in _NOUNS),
    ]


def test_its_own_stacks_go_and_its_images_stay() -> None:
    found = service_deletion(Fake(_cloud(0, 1)), _RESULT, _API)
    assert [(each.stack.service, each.stack.noun) for each in found] == [("api", noun) for noun in _NOUNS]


def test_its_images_go_where_that_is_asked_and_nobody_else_uses_them() -> None:
    alone, both = Fake(_cloud(1)), Fake(_cloud(0, 1))
    assert (image_users(alone, _RESULT, _API), image_users(both, _RESULT, _API)) == ((), ("dev",))
    assert [each.stack.noun for each in service_deletion(alone, _RESULT, _API, with_images=True)] == ["ecr", *_NOUNS]
    assert [each.stack.noun for each in service_deletion(both, _RESULT, _API, with_images=True)] == _NOUNS


@pytest.mark.parametrize("service", [_MAIN, _API], ids=["main", "api"])
def test_what_shows_it_lets_go_first_and_nothing_else_is_touched(service: object) -> None:
    assert service in (_MAIN, _API)
    gone, stays = (_MAIN, _API) if service is _MAIN else (_API, _MAIN)
    cloud = _cloud(1)
    found = service_deletion(Fake(cloud), _RESULT, gone)
    outcomes = delete_service(worker(cloud), _RESULT, gone, found, Event())
    assert outcomes[0].stack == "shop-prod-dashboard"
    [given] = cloud.given
    assert f"{stays.names.stack('routes')}-Blue" in given["TemplateBody"]
    assert f"{gone.names.stack('routes')}-Blue" not in given["TemplateBody"]
    deleted = [name for what, name in cloud.calls if what == "delete"]
    assert {*deleted} == {gone.names.stack(noun) for noun in _NOUNS}
    assert cloud.calls.index(("execute UPDATE", "shop-prod-dashboard")) < cloud.calls.index(("delete", deleted[0]))
    assert {outcome.state for outcome in outcomes[1:]} == {State.DELETED}


def test_nothing_is_deleted_while_something_shows_it() -> None:
    cloud = _cloud(1)
    cloud.ends["shop-prod-dashboard"] = ["UPDATE_ROLLBACK_COMPLETE"]
    outcomes = delete_service(worker(cloud), _RESULT, _API, service_deletion(Fake(cloud), _RESULT, _API), Event())
    assert [outcome.state for outcome in outcomes] == [State.FAILED, *[State.SKIPPED] * len(_NOUNS)]
    assert "delete" not in [what for what, _ in cloud.calls]
