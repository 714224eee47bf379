"""Systems -> actions of a type that CodePipeline does not have."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from generator.gate.action import actions
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_literal, text
from generator.problems import Severity

# https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-valid-providers.html
_CATEGORIES = {
    "AppConfig": {"Deploy"},
    "CloudFormation": {"Deploy"},
    "CloudFormationStackInstances": {"Deploy"},
    "CloudFormationStackSet": {"Deploy"},
    "CodeBuild": {"Build", "Test"},
    "CodeCommit": {"Source"},
    "CodeDeploy": {"Deploy"},
    "CodeDeployToECS": {"Deploy"},
    "CodePipeline": {"Invoke"},
    "CodeStarSourceConnection": {"Source"},
    "Commands": {"Compute"},
    "DeviceFarm": {"Test"},
    "EC2": {"Deploy"},
    "ECR": {"Source"},
    "ECRBuildAndPublish": {"Build"},
    "ECS": {"Deploy"},
    "EKS": {"Deploy"},
    "ElasticBeanstalk": {"Deploy"},
    "InspectorScan": {"Invoke"},
    "Lambda": {"Invoke"},
    "Manual": {"Approval"},
    "OpsWorks": {"Deploy"},
    "S3": {"Source", "Deploy"},
    "ServiceCatalog": {"Deploy"},
    "StepFunctions": {"Invoke"},
}
_NEAR = 0.6
"""How like a provider's name another has to be to be taken for a mistake: AWS adds providers."""
_GITHUB = "GitHub"


def _check(system: System) -> Iterator[Finding]:
    for action in actions(system):
        kind = ("ActionTypeId",)
        category, provider = action.category, text(action.data, *kind, "Provider")
        owner = text(action.data, *kind, "Owner")
        path = (*action.path, *kind, "Provider")
        if provider == _GITHUB and owner == "AWS":
            message = f"{action.name}: AWS has no provider GitHub: it is of the owner ThirdParty, and out of date"
            yield Finding(action.pipeline, message, path, "CodeStarSourceConnection, with a connection")
        elif provider == _GITHUB and owner == "ThirdParty":
            message = f"{action.name}: GitHub (version 1) keeps a person's token, and no tag starts it"
            hint = "CodeStarSourceConnection, with a connection"
            yield Finding(action.pipeline, message, path, hint, Severity.ADVICE)
        elif owner == "AWS" and category and category not in _CATEGORIES.get(provider, {category}):
            allowed = " or ".join(sorted(_CATEGORIES[provider]))
            message = f"{action.name}: {provider} is of the category {allowed}, not of {category}"
            yield Finding(action.pipeline, message, (*action.path, *kind, "Category"))
        elif owner == "AWS" and (near := _near(provider)):
            yield Finding(action.pipeline, f"{action.name}: AWS has no provider {provider}", path, near)
        if owner == "AWS" and provider in _CATEGORIES and text(action.data, *kind, "Version") not in ("1", ""):
            version = text(action.data, *kind, "Version")
            message = f"{action.name}: {provider} has the version 1 alone, not {version}"
            yield Finding(action.pipeline, message, (*action.path, *kind, "Version"))


def _near(provider: str) -> str:
    """The provider that is meant by one that there is not; nothing where it is one, or is like none."""
    if provider in _CATEGORIES or not is_literal(provider):
        return ""
    return next(iter(get_close_matches(provider, _CATEGORIES, 1, _NEAR)), "")


RULE = Rule(
    "action-provider",
    "Each action is of a category, owner, provider and version that CodePipeline has.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-valid-providers.html",
    _check,
    """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       ArtifactStore: {Type: S3, Location: artifacts}
       Stages:
         - Name: Source
           Actions:
             - Name: Source
-              ActionTypeId: {Category: Source, Owner: AWS, Provider: GitHub, Version: "1"}
+              ActionTypeId: {Category: Source, Owner: AWS, Provider: CodeCommit, Version: "1"}
+              Configuration: {RepositoryName: shop, BranchName: main}
               OutputArtifacts: [{Name: Source}]
    """,
)
