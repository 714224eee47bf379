"""The words of ECS's RegisterTaskDefinition -> those of AWS::ECS::TaskDefinition.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html
"""

from __future__ import annotations

from typing import Any

_MAPS = frozenset({"options", "dockerLabels", "driverOpts", "labels"})
"""Properties whose keys are anybody's words."""
_OTHERWISE = {
    "efsVolumeConfiguration": "EFSVolumeConfiguration",
    "fileSystemId": "FilesystemId",
    "fsxWindowsFileServerVolumeConfiguration": "FSxWindowsFileServerVolumeConfiguration",
    "iam": "IAM",
}
"""The API's name of a property -> CloudFormation's, where that is not the same with a capital."""


def in_template(value: Any) -> Any:
    """The value with the keys that CloudFormation has."""
    if isinstance(value, dict):
        return {
            _OTHERWISE.get(key, key[0].upper() + key[1:]): item if key in _MAPS else in_template(item)
            for key, item in value.items()
        }
    return [in_template(item) for item in value] if isinstance(value, list) else value
