"""Systems -> actions of a type that CodePipeline does not have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import actions
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import text
from generator.problems import Severity

# https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-valid-providers.html
_CATEGORIES = {
    "CodeStarSourceConnection": {"Source"},
    "CodeCommit": {"Source"},
    "ECR": {"Source"},
    "S3": {"Source", "Deploy"},
    "CodeBuild": {"Build", "Test"},
    "DeviceFarm": {"Test"},
    "CodeDeploy": {"Deploy"},
    "CodeDeployToECS": {"Deploy"},
    "ECS": {"Deploy"},
    "CloudFormation": {"Deploy"},
    "ElasticBeanstalk": {"Deploy"},
    "Manual": {"Approval"},
    "Lambda": {"Invoke"},
    "StepFunctions": {"Invoke"},
}
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
        if owner == "AWS" and provider in _CATEGORIES and text(action.data, *kind, "Version") not in ("1", ""):
            version = text(action.data, *kind, "Version")
            message = f"{action.name}: {provider} has the version 1 alone, not {version}"
            yield Finding(action.pipeline, message, (*action.path, *kind, "Version"))


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
               OutputArtifacts: [{Name: Source}]
    """,
)
