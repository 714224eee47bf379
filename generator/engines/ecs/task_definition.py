"""The task definition as a resource: what releases run, with the image and the version as parameters.

Before the first release it is the bootstrap's container instead: the secrets that a release reads need not exist then.
"""

from __future__ import annotations

from typing import Any

from troposphere import If, NoValue, Ref, Region
from troposphere.ecs import ContainerDefinition, TaskDefinition

from generator.cfn.template import KEPT
from generator.engines.ecs.parameters import IMAGE, IS_RELEASED, VERSION
from generator.engines.engine import Surroundings
from generator.model.service import Service
from generator.naming import logical
from generator.resources.released_task import Given, released_task
from generator.resources.task_definition import bootstrap_container

_MAPS = frozenset({"options", "dockerLabels", "driverOpts", "labels"})
"""Properties whose keys are anybody's words."""
_OTHERWISE = {
    "efsVolumeConfiguration": "EFSVolumeConfiguration",
    "fileSystemId": "FilesystemId",
    "fsxWindowsFileServerVolumeConfiguration": "FSxWindowsFileServerVolumeConfiguration",
    "iam": "IAM",
}
"""The API's name of a property -> CloudFormation's, where that is another one."""


def task_definition(service: Service, around: Surroundings) -> TaskDefinition:
    """A revision for each release, kept when the next one comes: a rollback goes to it."""
    given = Given(Ref(IMAGE), Ref(VERSION), Region, around.role("execution"), around.role("task"))
    document = released_task(service, given)
    containers = document.pop("containerDefinitions")
    del document["tags"]  # The stack's.
    made = TaskDefinition.from_dict(logical.TASK_DEFINITION, _in_template(document))
    released = [ContainerDefinition.from_dict(None, _in_template(container)) for container in containers]
    made.ContainerDefinitions = If(IS_RELEASED, released, [bootstrap_container(service)])
    if hasattr(made, "Volumes"):  # Which the bootstrap does not mount.
        made.Volumes = If(IS_RELEASED, made.Volumes, NoValue)
    for attribute, policy in KEPT.items():
        setattr(made, attribute, policy)
    return made


def _in_template(value: Any) -> Any:
    """Keys as CloudFormation has them: the API's with a capital.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html
    """
    if isinstance(value, dict):
        return {
            _OTHERWISE.get(key, key[0].upper() + key[1:]): item if key in _MAPS else _in_template(item)
            for key, item in value.items()
        }
    return [_in_template(item) for item in value] if isinstance(value, list) else value
