"""The shared stack ``ecr``: the repository of the service's images."""

from __future__ import annotations

from troposphere import GetAtt

from generator.cfn.template import Template
from generator.model.project import Shared
from generator.naming import logical
from generator.resources.repository import repository
from generator.stacks.export import REPOSITORY_ARN, REPOSITORY_URI
from generator.stacks.protocol import SharedStack


def template(shared: Shared) -> Template:
    """One repository for all environments, so that any of them can release an image that another one built."""
    result = Template(f"{shared.name}: the image repository of all environments", shared.resource_tags)
    result.add(repository(shared), shared.origin)
    REPOSITORY_URI.give(result, shared, GetAtt(logical.REPOSITORY, "RepositoryUri"))
    REPOSITORY_ARN.give(result, shared, GetAtt(logical.REPOSITORY, "Arn"))
    return result


ECR = SharedStack("ecr", template)
