"""Systems -> roles of a release whose permission is for another repository, bucket or hook than that of the release."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.arn import readable, shown
from generator.gate.calls import calls
from generator.gate.grant import acting, for_action, for_resource
from generator.gate.rule import Finding, Rule
from generator.gate.system import System


def _check(system: System) -> Iterator[Finding]:
    told = set()
    for call in calls(system):
        role, statements = acting(system, call)
        allowing = for_action(statements, call)
        if role is None or not allowing or for_resource(system, allowing, call):
            continue
        statement = allowing[0]
        if (statement.owner.token, statement.path, call.resource) in told:
            continue
        told.add((statement.owner.token, statement.path, call.resource))
        named = [readable(system, one) for item in allowing for one in item.resources]
        wanted, others = shown(call.resource), [*dict.fromkeys(map(shown, named))]
        if wanted in others:
            # Another account, region or partition, which the last part does not show.
            wanted, others = call.resource, [*dict.fromkeys(named)]
        message = f"lacks {call.action} on {wanted}, which {call.why}; it is allowed on {', '.join(others)}"
        yield Finding(statement.owner, message, (*statement.path, "Resource"))


RULE = Rule(
    "permission-resource",
    "What the roles of a release may call, they may call on the release's own repository, bucket, groups and hooks.",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
    _check,
    """
 Resources:
   Build:
     Type: AWS::CodeBuild::Project
     Properties:
       Name: shop
       ServiceRole: {"Fn::GetAtt": [Role, Arn]}
       LogsConfig: {CloudWatchLogs: {GroupName: /build/shop}}
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
-                Resource: arn:aws:logs:us-west-2:111122223333:log-group:/build/shop-dev:*
+                Resource: arn:aws:logs:us-west-2:111122223333:log-group:/build/shop:*
    """,
)
