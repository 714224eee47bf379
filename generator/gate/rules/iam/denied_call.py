"""Systems -> roles of a release that are denied a call which the release makes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.calls import calls
from generator.gate.grant import acting, denies
from generator.gate.rule import Finding, Rule
from generator.gate.system import System


def _check(system: System) -> Iterator[Finding]:
    told = set()
    for call in calls(system):
        role, statements = acting(system, call)
        for statement in statements:
            place = (statement.owner.token, statement.path)
            if role and place not in told and denies(system, statement, call):
                told.add(place)
                message = f"denies {call.action}, which {call.why}: what is denied, no other statement allows"
                yield Finding(statement.owner, message, statement.path)


RULE = Rule(
    "denied-call",
    "No statement denies the roles of a release what the release calls.",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html",
    _check,
    """
 Resources:
   Build:
     Type: AWS::CodeBuild::Project
     Properties:
       Name: shop
       ServiceRole: {"Fn::GetAtt": [Role, Arn]}
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
-              - {Effect: Deny, Action: "logs:*", Resource: "*"}
+              - {Effect: Deny, Action: "logs:Delete*", Resource: "*"}
    """,
)
