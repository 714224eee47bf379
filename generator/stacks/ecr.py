"""The stack ``ecr`` of a service, for all environments: the repositories of its images."""

from __future__ import annotations

from troposphere import GetAtt

from generator.cfn.template import Template
from generator.model.project import Images
from generator.naming import EnvironmentNames, ServiceNames, logical
from generator.resources.repository import branch_repository, release_repository
from generator.stacks.stack import ImageStack


def template(images: Images) -> Template:
    """One repository for all environments that release main alone, and one for each that builds other branches.

    The first take a tag's image without building it, whichever of them built it. So nothing may push there that does
    not build releases: a build of a branch runs what anybody wrote who may push to that branch.
    """
    name = ServiceNames(EnvironmentNames(images.project, ""), images.service).container
    result = Template(f"{name}: the image repositories of all environments", images.resource_tags)
    if images.release_tag_prefixes:
        result.add(release_repository(images), images.origin)
        result.output("RepositoryUri", "Where the images of releases are", GetAtt(logical.REPOSITORY, "RepositoryUri"))
    for environment, prefix in images.branch_environments.items():
        names = ServiceNames(EnvironmentNames(images.project, environment), images.service)
        made = result.add(branch_repository(images, names, prefix), images.origin)
        result.output(f"{made.title}Uri", f"Where the images of {environment} are", GetAtt(made, "RepositoryUri"))
    return result


ECR = ImageStack("ecr", template)
