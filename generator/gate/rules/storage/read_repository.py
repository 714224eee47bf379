"""Systems -> roles that read images of another account, whose repository lets them not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.policy import ROLE, Statement, covers, permissions, resource_policies
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import lacks, mapping, texts
from generator.glob import overlaps

_REPOSITORY = "AWS::ECR::Repository"
_OF_AN_ACCOUNT = re.compile(r"arn:(?:\$\{AWS::Partition\}|[a-z-]+):ecr:[a-z0-9-]+:(\d{12}):repository/([a-z0-9/._-]+)")
_OPEN = re.compile(r"\$\{[^}]*\}")
_WHO = "aws:principalarn"


def _check(system: System) -> Iterator[Finding]:
    """Of repositories that are made here: a policy is looked for where there is one, or would be."""
    made = {repository.name: repository for repository in system.of(_REPOSITORY)}
    for statement in permissions(system) if made else ():
        for index, resource in enumerate(statement.resources):
            match = _OF_AN_ACCOUNT.fullmatch(resource)
            repository = made.get(match[2]) if match and statement.allows else None
            if match is None or repository is None:
                continue
            if lacks(repository.properties, "RepositoryPolicyText") and not system.is_whole:
                continue
            refused = [action for action in statement.actions if not _lets(system, repository, statement, action)]
            if refused:
                message = (
                    f"reads {match[2]} of the account {match[1]}, whose policy does not let it: {refused[0]} fails"
                )
                path = (*statement.path, "Resource", index)
                yield Finding(statement.owner, message, path, "allow the same in its RepositoryPolicyText")


def _lets(system: System, repository: Resource, reader: Statement, action: str) -> bool:
    """Whether a statement of the repository's policy allows it to who reads, or may: what is not known allows."""
    return any(
        (not each.is_known or (each.allows and any(covers(one, action) for one in each.actions)))
        and _means(each, reader.owner)
        for each in resource_policies(system, _REPOSITORY)
        if each.owner is repository
    )


def _means(statement: Statement, reader: Resource) -> bool:
    """Whether its conditions on who asks hold for a role, as far as both say its name."""
    if reader.type != ROLE or not reader.name:
        return True
    role = f"arn:*:iam::*:role/{_OPEN.sub('*', reader.name)}"
    asked = [
        texts(value)
        for operator in mapping(statement.data, "Condition").values()
        for key, value in mapping(operator).items()
        if str(key).lower() == _WHO
    ]
    return all(any(overlaps(_OPEN.sub("*", one), role) for one in some) for some in asked if some)


RULE = Rule(
    "read-repository",
    "A repository lets the roles of other accounts read it that are made to.",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html",
    _check,
    """
 Resources:
   Repository:
     Type: AWS::ECR::Repository
     Properties:
       RepositoryName: shop
       ImageTagMutability: IMMUTABLE
       LifecyclePolicy:
         LifecyclePolicyText: >
           {"rules": [{"rulePriority": 1, "action": {"type": "expire"}, "selection":
             {"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 9}}]}
       RepositoryPolicyText:
         Statement:
           - Effect: Allow
             Principal: {AWS: "arn:aws:iam::123456789012:role/copier"}
-            Action: [ecr:BatchCheckLayerAvailability, ecr:GetDownloadUrlForLayer]
+            Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
   Copier:
     Type: AWS::IAM::Role
     Properties:
       RoleName: copier
       AssumeRolePolicyDocument:
         Statement:
           - {Effect: Allow, Principal: {Service: codebuild.amazonaws.com}, Action: sts:AssumeRole,
              Condition: {StringEquals: {"aws:SourceAccount": "123456789012"}}}
       Policies:
         - PolicyName: copier
           PolicyDocument:
             Statement:
               - Effect: Allow
                 Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
                 Resource: "arn:aws:ecr:us-west-2:111122223333:repository/shop"
    """,
)
