"""Systems -> statements that allow on every resource what could be allowed on one.

Only the services of a release are judged. What each of their actions can be restricted to is in AWS's service
authorization reference; the actions here are those that know no resource.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.arn import without_references
from generator.gate.policy import permissions
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.problems import Severity

_HEAD = 5
"""Colons before the last part of an ARN."""
_JUDGED = {
    "codebuild",
    "codeconnections",
    "codedeploy",
    "codepipeline",
    "codestar-connections",
    "ecr",
    "ecs",
    "elasticloadbalancing",
    "events",
    "iam",
    "kms",
    "lambda",
    "s3",
    "secretsmanager",
    "sns",
    "sqs",
}
_NO_RESOURCE = re.compile(
    r"""
    \w[\w-]*:(List\w*|GetAuthorizationToken|GetAccount\w*)
    | ecr:(Describe(Registry|PullThroughCacheRules)|GetRegistry\w*|PutRegistry\w*)
    | ecs:(DescribeTaskDefinition|DeregisterTaskDefinition|RegisterTaskDefinition|DiscoverPollEndpoint
        |PutAccountSetting\w*)
    | elasticloadbalancing:Describe\w+
    | codedeploy:(BatchGetDeploymentTargets|GetDeploymentTarget|ContinueDeployment|StopDeployment
        |PutLifecycleEventHookExecutionStatus|SkipWaitTimeForInstanceTermination)
    | kms:(CreateKey|GenerateRandom)
    | lambda:(CreateEventSourceMapping|CreateCodeSigningConfig)
    | secretsmanager:(BatchGetSecretValue|GetRandomPassword)
    | iam:(GenerateCredentialReport|GetCredentialReport|GetContextKeysForCustomPolicy|PassRole)
    """,
    re.X,
)
"""``iam:PassRole`` is here since a rule of its own is about it, and ``ecs:RegisterTaskDefinition`` since ECS refuses it
on the resource "*", whatever the family: https://github.com/aws/containers-roadmap/issues/929."""


def _check(system: System) -> Iterator[Finding]:
    for statement in permissions(system):
        if not statement.allows or not any(map(_is_all, statement.resources)) or statement.condition_keys:
            continue
        wide = sorted({action for action in statement.actions if _can_be_restricted(action)})
        if wide:
            message = f"allows {', '.join(wide)} on every resource; each can be restricted to the one it is for"
            yield Finding(statement.owner, message, (*statement.path, "Resource"))


def _is_all(resource: str) -> bool:
    """``*``, or an ARN that has nothing else after the account."""
    *_, last = without_references(resource).split(":", _HEAD)
    return last == "*"


def _can_be_restricted(action: str) -> bool:
    service = action.partition(":")[0]
    return service in _JUDGED and not action.endswith(":*") and not _NO_RESOURCE.fullmatch(action)


RULE = Rule(
    "wildcard-resource",
    "What can be allowed on one resource is not allowed on all.",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
    _check,
    """
 Resources:
   Policy:
     Type: AWS::IAM::ManagedPolicy
     Properties:
       PolicyDocument:
         Statement:
           - Effect: Allow
             Action: [codebuild:StartBuild]
-            Resource: "*"
+            Resource: arn:aws:codebuild:us-west-2:111122223333:project/shop
    """,
    severity=Severity.ADVICE,
)
