"""Systems -> registries of which anybody in the world may take images, or exchange them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.policy import resource_policies
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import strings
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for statement in resource_policies(system, "AWS::ECR::Repository"):
        everybody = "*" in [*strings(statement.data.get("Principal"))]
        if statement.allows and everybody and not statement.condition_keys:
            message = f"lets every account of AWS call {', '.join(statement.actions) or 'all but what it names'}"
            yield Finding(statement.owner, message, statement.path, "name the accounts, or ask for aws:PrincipalOrgID")


RULE = Rule(
    "public-registry",
    "A registry is open to accounts that it names, or to an organisation.",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html",
    _check,
    """
 Resources:
   Repository:
     Type: AWS::ECR::Repository
     Properties:
       ImageTagMutability: IMMUTABLE
       LifecyclePolicy:
         LifecyclePolicyText: >
           {"rules": [{"rulePriority": 1, "action": {"type": "expire"}, "selection":
             {"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 9}}]}
       RepositoryPolicyText:
         Statement:
           - Effect: Allow
-            Principal: "*"
+            Principal: {AWS: "arn:aws:iam::123456789012:role/copier"}
             Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
    """,
    severity=Severity.WARNING,
)
