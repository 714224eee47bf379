"""Which task set answers the users, and which image that is."""

from dataclasses import replace

from generator.live.service import Container, TaskDefinition
from tests.unit.app.status.state import service, task_set


def test_the_primary_task_set_answers() -> None:
    found = service(task_set("green", "ACTIVE", "1.3.0"), task_set("blue", "PRIMARY", "1.2.3")).service
    assert found.primary
    assert found.primary.task_definition == found.running_task_definition == "1.2.3"


def test_without_task_sets_the_service_has_a_revision_of_its_own() -> None:
    found = replace(service().service, task_definition="shop-prod:1")
    assert found.primary is None
    assert found.running_task_definition == "shop-prod:1"


def test_an_image_by_digest_or_by_tag() -> None:
    container = Container("shop", "111122223333.dkr.ecr.us-west-2.amazonaws.com/shop@sha256:0a", (), {})
    assert container.digest == "sha256:0a"
    assert replace(container, image="node:24-alpine").digest == ""


def test_a_container_by_its_name() -> None:
    container = Container("shop", "node:24-alpine", (), {})
    revision = TaskDefinition("arn", "shop-prod", 1, "", "", (container,))
    assert revision.container("shop") == container
    assert revision.container("sidecar") is None
