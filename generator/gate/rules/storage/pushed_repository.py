"""Systems -> builds that push to a registry which nobody makes, beside one that nobody pushes to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.pushed import pushed
from generator.gate.region import regions
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_literal, mappings, text
from generator.glob import overlaps

_REPOSITORY = "AWS::ECR::Repository"
_REGISTRY = re.compile(r"(?:\d{12}|\$\{AWS::AccountId\})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?(/.*)?$")


def _check(system: System) -> Iterator[Finding]:
    made = [*system.of(_REPOSITORY)]
    projects = [*system.of("AWS::CodeBuild::Project")]
    names = {(project.token, name): project for project in projects for name in pushed(system, project)}
    used = [repository for repository in made if any(overlaps(repository.name, name) for _, name in names)]
    idle = [repository for repository in made if repository not in used and is_literal(repository.name)]
    for (_, name), project in names.items():
        if idle and "*" not in name and system.is_missing(_REPOSITORY, name):
            message = f"pushes to {name}, but what is made is {idle[0].name}: there is no such repository"
            yield Finding(project, message, ("Environment",))
    yield from _elsewhere(system)


def _elsewhere(system: System) -> Iterator[Finding]:
    """Registries of another region than that of the repository that is made, in the variables of a build."""
    for project in system.of("AWS::CodeBuild::Project"):
        for index, variable in enumerate(mappings(project.properties, "Environment", "EnvironmentVariables")):
            match = _REGISTRY.match(text(variable, "Value"))
            known = {region for made in system.of(_REPOSITORY) for region in regions(system, made)}
            if match and known and match[1] not in known and not match[2]:
                message = f"{text(variable, 'Name')} is a registry of {match[1]}; what is made is in {', '.join(known)}"
                yield Finding(project, message, ("Environment", "EnvironmentVariables", index, "Value"))


RULE = Rule(
    "pushed-repository",
    "A build pushes to the repository that is made.",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/docker-push-ecr-image.html",
    _check,
    """
 Resources:
   Repository:
     Type: AWS::ECR::Repository
     Properties:
-      RepositoryName: shop-images
+      RepositoryName: shop
       ImageTagMutability: IMMUTABLE
       LifecyclePolicy:
         LifecyclePolicyText: >
           {"rules": [{"rulePriority": 1, "action": {"type": "expire"}, "selection":
             {"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 9}}]}
   Build:
     Type: AWS::CodeBuild::Project
     Properties:
       Environment:
         PrivilegedMode: true
         EnvironmentVariables:
           - {Name: REGISTRY, Value: 111122223333.dkr.ecr.us-west-2.amazonaws.com}
           - {Name: REPOSITORY, Value: shop}
       Source: {Type: CODEPIPELINE, BuildSpec: buildspec.yml}
 buildspec.yml:
   version: 0.2
   phases: {build: {on-failure: ABORT, commands: ['docker push "$REGISTRY/$REPOSITORY:$CODEBUILD_BUILD_NUMBER"']}}
    """,
)
