"""Systems -> appspecs that release the same task definition for ever."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.appspec import targets
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import text


def _check(system: System) -> Iterator[Finding]:
    for appspec in system.appspecs:
        for target in targets(appspec):
            value = text(target.properties, "TaskDefinition")
            if ":task-definition/" in value:
                message = f"TaskDefinition is {value}: every release deploys this revision, and never the new image"
            elif value != "<TASK_DEFINITION>":
                message = f"TaskDefinition is '{value}'; CodeDeployToECS replaces nothing but <TASK_DEFINITION>"
            else:
                continue
            path = (*target.path, "Properties", "TaskDefinition")
            yield Finding(appspec, message, path, 'write "<TASK_DEFINITION>" and deploy with CodeDeployToECS')


RULE = Rule(
    "appspec-task-definition",
    "The appspec says <TASK_DEFINITION>, which CodeDeployToECS replaces by the revision that it registers.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html",
    _check,
    """
 appspec.yaml:
   version: 0.0
   Resources:
     - TargetService:
         Type: AWS::ECS::Service
         Properties:
-          TaskDefinition: arn:aws:ecs:us-west-2:111122223333:task-definition/shop:2
+          TaskDefinition: "<TASK_DEFINITION>"
           LoadBalancerInfo: {ContainerName: shop, ContainerPort: 3000}
    """,
)
