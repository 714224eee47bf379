"""The task definition as a resource: what releases run, with the image and the version as parameters.

Before the first release it is the bootstrap's container instead: the secrets that a release reads need not exist then.
"""

from __future__ import annotations

from troposphere import If, NoValue, Ref, Region
from troposphere.ecs import ContainerDefinition, TaskDefinition

from generator.cfn.template import KEPT
from generator.engines.engine import Surroundings
from generator.model.service import Service
from generator.naming import logical
from generator.resources.released_task import Given, released_task
from generator.resources.task_definition import bootstrap_containers
from generator.resources.task_words import in_template


def task_definition(service: Service, around: Surroundings) -> TaskDefinition:
    """A revision for each release, kept when the next one comes: a rollback goes to it."""
    image, version = Ref(logical.IMAGE_PARAMETER), Ref(logical.VERSION_PARAMETER)
    given = Given(
        image,
        version,
        Region,
        around.role("execution"),
        around.role("task"),
        queue=around.queue,
        file_system=around.file_system,
        access_point=around.access_point,
    )
    document = released_task(service, given)
    containers = document.pop("containerDefinitions")
    del document["tags"]  # The stack's.
    made = TaskDefinition.from_dict(logical.TASK_DEFINITION, in_template(document))
    released = [ContainerDefinition.from_dict(None, in_template(container)) for container in containers]
    made.ContainerDefinitions = If(logical.IS_RELEASED, released, bootstrap_containers(service))
    if hasattr(made, "Volumes"):  # Which the bootstrap does not mount.
        made.Volumes = If(logical.IS_RELEASED, made.Volumes, NoValue)
    for attribute, policy in KEPT.items():
        setattr(made, attribute, policy)
    return made
