"""Systems -> functions of hooks that report to nobody: written for CodeDeploy and called by ECS, or the other way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.gate.native import natives
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import mappings, text

_INLINE = {"AWS::Lambda::Function": ("Code", "ZipFile"), "AWS::Serverless::Function": ("InlineCode",)}
"""Types of functions, and where a template has the program itself."""
_TO_CODE_DEPLOY = "putlifecycleeventhookexecutionstatus"
"""The call in any language: https://docs.aws.amazon.com/codedeploy/latest/userguide/tutorial-ecs-with-hooks-create-hooks.html."""
_TO_ECS = "hookstatus"
"""What the answer holds: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lambda-lifecycle-hooks.html."""


def _check(system: System) -> Iterator[Finding]:
    for native in natives(system):
        for path, hook in native.hooks:
            words = _words(system, hook.get("HookTargetArn"))
            if _TO_CODE_DEPLOY in words and _TO_ECS not in words:
                name = _id(system, hook.get("HookTargetArn"))
                message = f"{name} reports to CodeDeploy, and ECS takes hookStatus in its answer: it rolls back"
                yield Finding(native.service, message, (*path, "HookTargetArn"))
    for appspec in system.appspecs:
        for index, hook in enumerate(mappings(appspec.data, "Hooks")):
            for event, named in hook.items():
                words = _words(system, named)
                if _TO_ECS in words and _TO_CODE_DEPLOY not in words:
                    message = (
                        f"{text(named)} answers as ECS wants it, and CodeDeploy waits for the call "
                        "PutLifecycleEventHookExecutionStatus: the release fails"
                    )
                    yield Finding(appspec, message, ("Hooks", index, str(event)))


def _function(system: System, reference: Any) -> Resource | None:
    """The one that a reference leads to, or that has the name, or the end of the ARN, that is given."""
    made = system.at(reference)
    name = text(reference).rpartition(":")[2]
    named = (each for each in system.of(*_INLINE) if name and text(each.properties, "FunctionName") == name)
    return made if made is not None and made.type in _INLINE else next(named, None)


def _id(system: System, reference: Any) -> str:
    found = _function(system, reference)
    return found.id if found else text(reference)


def _words(system: System, reference: Any) -> str:
    """The program of a function without what languages write between the words of a name; nothing if it is not here."""
    found = _function(system, reference)
    program = text(found.properties, *_INLINE[found.type]) if found else ""
    return re.sub(r"[^a-z]", "", program.lower())


RULE = Rule(
    "hook-contract",
    "The function of a hook reports to the service that calls it: to ECS by its answer, to CodeDeploy by a call.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/migrate-codedeploy-to-ecs-bluegreen.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties:
       DeploymentConfiguration:
         Strategy: CANARY
         Alarms: {Enable: true, Rollback: true, AlarmNames: [errors]}
         LifecycleHooks:
           - HookTargetArn: {"Fn::GetAtt": [Smoke, Arn]}
             RoleArn: arn:aws:iam::111122223333:role/hook
             LifecycleStages: [POST_TEST_TRAFFIC_SHIFT]
   Smoke:
     Type: AWS::Lambda::Function
     Properties:
       Runtime: python3.13
       Handler: index.handler
       Role: arn:aws:iam::111122223333:role/smoke
       Code:
         ZipFile: |
           import boto3
           def handler(event, context):
-              boto3.client("codedeploy").put_lifecycle_event_hook_execution_status(status="Succeeded", **event)
+              return {"hookStatus": "SUCCEEDED"}
    """,
)
