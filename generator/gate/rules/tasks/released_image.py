"""Systems -> task definitions that run the same image for ever, or any image that happens to be there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.gate.value import (
    is_literal,
    mappings,
    text,
)


def _check(system: System) -> Iterator[Finding]:
    for task in system.tasks:
        is_released = isinstance(task.place, SideFile)
        for index, container in enumerate(mappings(task.properties, "ContainerDefinitions")):
            image, path = text(container, "Image"), task.path("ContainerDefinitions", index, "Image")
            if not is_literal(image):
                continue
            if is_released:
                message = f"the image is {image}: no release would run a new one"
                yield Finding(task.place, message, path, 'write "<IMAGE1_NAME>", which CodeDeployToECS replaces')
            elif "@sha256:" not in image and ":" not in image.rsplit("/", 1)[-1]:
                yield Finding(task.place, f"the image {image} has no tag, so it is whatever is latest", path)
            elif image.endswith(":latest"):
                yield Finding(task.place, f"the image {image} is another one after each push", path)


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
)
