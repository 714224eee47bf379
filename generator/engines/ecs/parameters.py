"""What a release changes in the stack of a service: two parameters, and nothing else."""

from __future__ import annotations

from troposphere import Equals, Not, Parameter, Ref

from generator.engines.engine import StackTemplate
from generator.model.service import Service
from generator.naming import logical
from generator.resources.task_definition import IMAGE as BOOTSTRAP_IMAGE

BOOTSTRAP = "bootstrap"
"""The version until the first release."""

_WEB_SERVER = f"{BOOTSTRAP_IMAGE.partition(':')[0].replace('.', '[.]')}:[a-z0-9.-]+"
"""The image of then, whichever it was when the stack was made: an update has to take what the parameter has."""
_DIGEST = "@sha256:[0-9a-f]{64}"


def stack_template(service: Service) -> StackTemplate:
    """An update that names neither keeps what runs; a release names both, and CloudFormation holds them to a pattern.

    So a build can hand over no image but one of the service's own repository, by its digest.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
    """
    registry = "[0-9]{12}[.]dkr[.]ecr[.][a-z0-9.-]+"
    if service.image_address:
        registry = service.image_address.registry.replace(".", "[.]")
    repository = f"{registry}/{service.image_repository}{_DIGEST}"
    image = Parameter(
        logical.IMAGE_PARAMETER,
        Type="String",
        Default=BOOTSTRAP_IMAGE,
        Description="What runs, as the pipeline has built it",
        AllowedPattern=f"^({_WEB_SERVER}|{repository})$",
        ConstraintDescription=f"an image of the repository {service.image_repository}, by its digest",
    )
    version = Parameter(
        logical.VERSION_PARAMETER,
        Type="String",
        Default=BOOTSTRAP,
        Description="What the service answers with as its version",
        AllowedPattern="^[0-9A-Za-z][0-9A-Za-z.+-]{0,127}$",
    )
    is_released = Not(Equals(Ref(logical.VERSION_PARAMETER), BOOTSTRAP))
    return StackTemplate((image, version), {logical.IS_RELEASED: is_released})
