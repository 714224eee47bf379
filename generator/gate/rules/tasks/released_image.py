"""Systems -> task definitions that run the same image for ever, or any image that happens to be there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.container import containers
from generator.gate.rule import Finding, Rule
from generator.gate.subject import SideFile
from generator.gate.system import System, Task
from generator.gate.value import (
    is_literal,
    mappings,
    text,
)
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for task in system.tasks:
        live = _live(system, task)
        is_open = any(not is_literal(text(item, "Image")) for _, item in containers(task))
        for index, container in enumerate(mappings(task.properties, "ContainerDefinitions")):
            image, path = text(container, "Image"), task.path("ContainerDefinitions", index, "Image")
            if not is_literal(image):
                continue
            # Beside one whose image a release replaces, another may well keep its own: traffic may go to a proxy first.
            if isinstance(task.place, SideFile) and not is_open and (not live or text(container, "Name") in live):
                message = f"the image is {image}: no release would run a new one"
                yield Finding(task.place, message, path, 'write "<IMAGE1_NAME>", which CodeDeployToECS replaces')
            elif "@sha256:" not in image and ":" not in image.rsplit("/", 1)[-1]:
                yield Finding(task.place, f"the image {image} has no tag, so it is whatever is latest", path)
            elif image.endswith(":latest"):
                yield Finding(task.place, f"the image {image} is another one after each push", path)


def _live(system: System, task: Task) -> set[str]:
    """The containers that appspecs send traffic to; a single container of a task is one in any case."""
    containers = {text(item, "Name") for item in mappings(task.properties, "ContainerDefinitions")}
    named = {
        text(resource, "Properties", "LoadBalancerInfo", "ContainerName")
        for appspec in system.appspecs
        for item in mappings(appspec.data, "Resources")
        for resource in item.values()
    }
    return containers & named if len(containers) > 1 else containers


RULE = Rule(
    "released-image",
    "A released task definition leaves the image to the release; any other names an image that stays the same.",
    "https://docs.aws.amazon.com/AmazonECS/latest/bestpracticesguide/container-considerations.html",
    _check,
    """
 taskdef.json:
   family: shop
   containerDefinitions:
     - name: shop
-      image: 111122223333.dkr.ecr.us-west-2.amazonaws.com/shop:latest
+      image: "<IMAGE1_NAME>"
    """,
    severity=Severity.ADVICE,
)
