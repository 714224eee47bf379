"""The parameters by which a release gives a stack an image and a version, each held to a pattern.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
"""

from __future__ import annotations

from troposphere import Parameter

from generator.model.workload import Workload
from generator.naming import logical
from generator.resources.task_definition import IMAGE

_WEB_SERVER = f"{IMAGE.partition(':')[0].replace('.', '[.]')}:[a-z0-9.-]+"
"""The image of before the first release, whichever it was when the stack was made: an update has to take what the
parameter has."""
_DIGEST = "@sha256:[0-9a-f]{64}"


def image_parameter(workload: Workload, description: str) -> Parameter:
    """An image of its repository, by its digest: no release gives another. Before the first, a public one."""
    registry, repository = "[0-9]{12}[.]dkr[.]ecr[.][a-z0-9.-]+", workload.image_repository
    if workload.image_address:
        registry = workload.image_address.registry.replace(".", "[.]")
    return Parameter(
        logical.IMAGE_PARAMETER,
        Type="String",
        Default=IMAGE,
        Description=description,
        AllowedPattern=f"^({_WEB_SERVER}|{registry}/{repository}{_DIGEST})$",
        ConstraintDescription=f"an image of the repository {repository}, by its digest",
    )


def version_parameter(default: str, description: str) -> Parameter:
    """What a tag or a commit gives; ``default`` until the first release."""
    return Parameter(
        logical.VERSION_PARAMETER,
        Type="String",
        Default=default,
        Description=description,
        AllowedPattern="^[0-9A-Za-z][0-9A-Za-z.+-]{0,127}$",
    )
