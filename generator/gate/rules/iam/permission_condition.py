"""Systems -> roles of a release whose permission has a condition that the release's call never meets."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.calls import calls
from generator.gate.grant import acting, context, for_action, for_resource, unmet
from generator.gate.rule import Finding, Rule
from generator.gate.system import System


def _check(system: System) -> Iterator[Finding]:
    told = set()
    for call in calls(system):
        role, statements = acting(system, call)
        usable = for_resource(system, for_action(statements, call), call)
        keys = [unmet(system, statement, call) for statement in usable]
        if role is None or not usable or not all(keys):
            continue
        statement = usable[0]
        if (statement.owner.token, statement.path) not in told:
            told.add((statement.owner.token, statement.path))
            found = context(system, call).get(keys[0].lower()) or "nothing"
            message = f"allows {call.action}, which {call.why}, for another {keys[0]} than there is: {found}"
            yield Finding(statement.owner, message, (*statement.path, "Condition"))


RULE = Rule(
    "permission-condition",
    "What the roles of a release may call, they may call under conditions that the release's calls meet.",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html",
    _check,
    """
 Resources:
   Build:
     Type: AWS::CodeBuild::Project
     Properties: {Name: shop, ServiceRole: {"Fn::GetAtt": [Role, Arn]}}
   Role:
     Type: AWS::IAM::Role
     Properties:
       AssumeRolePolicyDocument:
         Statement:
           - Effect: Allow
             Principal: {Service: codebuild.amazonaws.com}
             Action: sts:AssumeRole
             Condition: {StringEquals: {aws:SourceAccount: "111122223333"}}
       Policies:
         - PolicyName: build
           PolicyDocument:
             Statement:
               - Effect: Allow
                 Action: [logs:CreateLogStream, logs:PutLogEvents]
                 Resource: arn:aws:logs:us-west-2:111122223333:log-group:/aws/codebuild/shop:*
-                Condition: {Bool: {aws:SecureTransport: "false"}}
+                Condition: {Bool: {aws:SecureTransport: "true"}}
    """,
)
