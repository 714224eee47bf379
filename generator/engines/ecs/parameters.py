"""What a release changes in the stack of a service: two parameters, and nothing else."""

from __future__ import annotations

from troposphere import Equals, Not, Ref

from generator.engines.engine import StackTemplate
from generator.model.service import Service
from generator.naming import logical
from generator.resources.image_parameter import image_parameter, version_parameter

BOOTSTRAP = "bootstrap"
"""The version until the first release."""


def stack_template(service: Service) -> StackTemplate:
    """An update that names neither keeps what runs; a release names both, and CloudFormation holds them to a pattern.

    So a build can hand over no image but one of the service's own repository, by its digest.
    """
    image = image_parameter(service, "What runs, as the pipeline has built it")
    version = version_parameter(BOOTSTRAP, "What the service answers with as its version")
    is_released = Not(Equals(Ref(logical.VERSION_PARAMETER), BOOTSTRAP))
    return StackTemplate((image, version), {logical.IS_RELEASED: is_released})
