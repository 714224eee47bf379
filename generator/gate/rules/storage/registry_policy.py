"""Systems -> policies of repositories that ECR does not take."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.policy import resource_policies
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import lacks


def _check(system: System) -> Iterator[Finding]:
    for statement in resource_policies(system, "AWS::ECR::Repository"):
        # https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-ecr/lib/repository.ts, addToResourcePolicy
        if "Resource" in statement.data:
            message = "names a Resource: the policy of a repository is about that repository, and ECR refuses it"
            yield Finding(statement.owner, message, (*statement.path, "Resource"), "leave Resource out")
        if lacks(statement.data, "Principal") and lacks(statement.data, "NotPrincipal"):
            yield Finding(statement.owner, "says no Principal: ECR refuses the policy", statement.path)
        for action in statement.actions:
            if not action.startswith(("ecr:", "*", "${")):
                message = f"is about {action}, which is not done to a repository: ECR refuses the policy"
                yield Finding(statement.owner, message, (*statement.path, "Action"))


RULE = Rule(
    "registry-policy",
    "The policy of a repository says who may do what of ECR's to it, and names no other resource.",
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
         LifecyclePolicyText: |
           {"rules": [{"rulePriority": 1, "action": {"type": "expire"},
            "selection": {"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 50}}]}
       RepositoryPolicyText:
         Version: "2012-10-17"
         Statement:
           - Effect: Allow
             Principal: {AWS: "arn:aws:iam::111122223333:role/copier"}
             Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
-            Resource: "*"
    """,
)
