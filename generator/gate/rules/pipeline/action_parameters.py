"""Systems -> CloudFormation actions whose parameters are not those of the template that they put into an account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.action import Action, actions
from generator.gate.rule import Finding, Rule
from generator.gate.stack_update import template_of
from generator.gate.subject import Subject
from generator.gate.system import System
from generator.gate.value import document, is_unknown, lacks, mapping, text

_BYTES = 1024
"""``ParameterOverrides`` is one kilobyte at most, the same page says."""


def _check(system: System) -> Iterator[Finding]:
    for action in actions(system):
        if action.provider != "CloudFormation" or is_unknown(action.configuration, "ParameterOverrides"):
            continue
        path = (*action.path, "Configuration", "ParameterOverrides")
        written = action.configuration.get("ParameterOverrides")
        given = {} if written is None else document(written)
        if not isinstance(given, Mapping):
            message = f"{action.name}: ParameterOverrides is a JSON object with a value for each parameter"
            yield Finding(action.pipeline, message, path)
            continue
        if len(text(written).encode()) > _BYTES:
            message = f"{action.name}: ParameterOverrides has more than the {_BYTES:,} bytes that CodePipeline takes"
            yield Finding(action.pipeline, message, path)
        template = template_of(system, action)
        for message in _differences(template, action, given) if template else ():
            yield Finding(action.pipeline, f"{action.name}: {message}", path)


def _differences(template: Subject, action: Action, given: Mapping[str, Any]) -> Iterator[str]:
    asked = mapping(template.data, "Parameters")
    for name in sorted(map(str, given.keys() - asked.keys())):
        yield f"gives {name}, which {template.path} has no parameter for: CloudFormation refuses it"
    needed = {str(name) for name, body in asked.items() if "Default" not in mapping(body)}
    # A file beside the template, which the artifact has, may give the others.
    if (missing := sorted(needed - given.keys())) and lacks(action.configuration, "TemplateConfiguration"):
        names = ", ".join(missing)
        yield f"gives no {names}, which {template.path} has no default for: CloudFormation refuses it"


RULE = Rule(
    "action-parameters",
    "A CloudFormation action gives its template the parameters that it asks for, and no other.",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-action-reference.html",
    _check,
    """
 templates:
   service:
     Parameters:
       Image: {Type: String}
     Resources:
       Topic: {Type: AWS::SNS::Topic}
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
                     TemplatePath: BuildOutput::service.yaml
-                    ParameterOverrides: '{"ImageUri": "registry/shop"}'
+                    ParameterOverrides: '{"Image": "registry/shop"}'
    """,
)
