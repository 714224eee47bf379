"""Systems -> tasks that nothing ends when it ends."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.container import containers, is_essential
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_unknown


def _check(system: System) -> Iterator[Finding]:
    for task in system.tasks:
        every = [container for _, container in containers(task)]
        if every and not any(is_essential(each) or is_unknown(each, "Essential") for each in every):
            message = "no container is essential: a task has one at least, with which it ends"
            yield Finding(task.place, message, task.path("ContainerDefinitions"))


RULE = Rule(
    "essential-container",
    "A task has an essential container.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
    _check,
    """
 taskdef.json:
   family: shop
   memory: "512"
   containerDefinitions:
     - name: shop
       image: "<IMAGE1_NAME>"
-      essential: false
+      essential: true
    """,
)
