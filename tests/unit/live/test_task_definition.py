"""The containers of a task definition, and their images."""

from dataclasses import replace

from generator.live.task_definition import Container, TaskDefinition


def test_an_image_by_digest_or_by_tag() -> None:
    container = Container("shop", "111122223333.dkr.ecr.us-west-2.amazonaws.com/shop@sha256:0a", (), {})
    assert container.digest == "sha256:0a"
    assert replace(container, image="node:24-alpine").digest == ""


def test_a_container_by_its_name() -> None:
    container = Container("shop", "node:24-alpine", (), {})
    revision = TaskDefinition("arn", "shop-prod", 1, "", "", (container,))
    assert revision.container("shop") == container
    assert revision.container("sidecar") is None
