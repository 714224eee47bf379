"""The shared stack ``ecr``: the repositories of the service's images."""

from __future__ import annotations

from troposphere import GetAtt

from generator.cfn.template import Template
from generator.model.project import Shared
from generator.naming import EnvironmentNames, ServiceNames, logical
from generator.resources.repository import branch_repository, release_repository
from generator.stacks.export import REPOSITORY_ARN, REPOSITORY_URI
from generator.stacks.stack import SharedStack


def template(shared: Shared) -> Template:
    """One repository for all environments that release main alone, and one for each that builds other branches.

    The first take a tag's image without building it, whichever of them built it. So nothing may push there that does
    not build releases: a build of a branch runs what anybody wrote who may push to that branch.
    """
    result = Template(f"{shared.name}: the image repositories of all environments", shared.resource_tags)
    if shared.release_tag_prefixes:
        result.add(release_repository(shared), shared.origin)
        REPOSITORY_URI.give(result, shared, GetAtt(logical.REPOSITORY, "RepositoryUri"))
        REPOSITORY_ARN.give(result, shared, GetAtt(logical.REPOSITORY, "Arn"))
    for environment, prefix in shared.branch_environments.items():
        made = result.add(
            branch_repository(ServiceNames(EnvironmentNames(shared.name, environment)), prefix), shared.origin
        )
        result.output(f"{made.title}Uri", f"Where the images of {environment} are", GetAtt(made, "RepositoryUri"))
    return result


ECR = SharedStack("ecr", template)
