"""Systems -> parameters by which a pipeline may give a task any image that there is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.stack_update import StackUpdate, stack_updates
from generator.gate.system import TASK_DEFINITION, System
from generator.gate.value import at, lacks, mapping, strings
from generator.problems import Severity

_LIMITS = ("AllowedPattern", "AllowedValues")


def _check(system: System) -> Iterator[Finding]:
    for update in stack_updates(system):
        parameters = mapping(update.template.data, "Parameters")
        for name in sorted(_images(update)):
            if all(lacks(parameters.get(name), key) for key in _LIMITS):
                action = update.action
                message = f"{action.name}: {name} of {update.template.path} takes any image, and its task runs it"
                hint = "an AllowedPattern with the repository and a digest lets a build hand over none but its own"
                path = (*action.path, "Configuration", "ParameterOverrides")
                yield Finding(action.pipeline, message, path, hint)


def _images(update: StackUpdate) -> set[str]:
    """The parameters that the action gives and that a container's image refers to."""
    images = [
        each
        for body in mapping(update.template.data, "Resources").values()
        if mapping(body).get("Type") == TASK_DEFINITION
        for each in _of(at(body, "Properties", "ContainerDefinitions"))
    ]
    return {name for name in update.given if any(name in referred for referred in images)}


def _of(value: object) -> Iterator[set[str]]:
    """The names that each image below a value is put together from."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "Image":
                yield {*strings(inner)}
            else:
                yield from _of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _of(inner)


RULE = Rule(
    "image-parameter",
    "A parameter by which a pipeline gives a task its image has a pattern, or a list, of what it may be.",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
    _check,
    """
 templates:
   task:
     Parameters:
-      Image: {Type: String}
+      Image: {Type: String, AllowedPattern: ".*/shop@sha256:[0-9a-f]{64}"}
     Resources:
       Task:
         Type: AWS::ECS::TaskDefinition
         Properties:
           Family: nightly
           NetworkMode: awsvpc
           RequiresCompatibilities: [FARGATE]
           Cpu: "256"
           Memory: "512"
           ExecutionRoleArn: arn:aws:iam::111122223333:role/execution
           ContainerDefinitions: [{Name: nightly, Image: {Ref: Image}}]
   pipeline:
     Resources:
       Pipeline:
         Type: AWS::CodePipeline::Pipeline
         Properties:
           ArtifactStore: {Type: S3, Location: artifacts}
           Stages:
             - Name: Deploy
               Actions:
                 - Name: Deploy
                   ActionTypeId: {Category: Deploy, Owner: AWS, Provider: CloudFormation, Version: "1"}
                   Configuration:
                     ActionMode: CREATE_UPDATE
                     StackName: shop
                     RoleArn: arn:aws:iam::111122223333:role/release
                     TemplatePath: BuildOutput::task.yaml
                     TemplateConfiguration: BuildOutput::task.json
                     ParameterOverrides: '{"Image": "111122223333.dkr.ecr.us-west-2.amazonaws.com/shop@sha256:1"}'
    """,
    severity=Severity.ADVICE,
)
