"""Which task set answers the users."""

from dataclasses import replace

from tests.unit.app.status.state import service, task_set


def test_the_primary_task_set_answers() -> None:
    found = service(task_set("green", "ACTIVE", "1.3.0"), task_set("blue", "PRIMARY", "1.2.3")).service
    assert found.primary
    assert found.primary.task_definition == found.running_task_definition == "1.2.3"


def test_without_task_sets_the_service_has_a_revision_of_its_own() -> None:
    found = replace(service().service, task_definition="shop-prod:1")
    assert found.primary is None
    assert found.running_task_definition == "shop-prod:1"
