"""Systems -> image repositories that let another account do more than to pull images, or let in each of its roles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.policy import Statement, resource_policies
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_unknown, mapping, strings, texts
from generator.problems import Severity

_WHOLE = re.compile(r"(?:arn:(?:\$\{AWS::Partition\}|[a-z-]+):iam::)?(\d{12})(?::root)?")
_ACCOUNT = re.compile(r"(?:arn:(?:\$\{AWS::Partition\}|[a-z-]+):iam::)?(\d{12})(?::\S+)?")
_READS = re.compile(r"ecr:(?:Batch(?:Check|Get)|Describe|Get|List)\w*\*?")
_PULL = "ecr:BatchCheckLayerAvailability, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer"
_CALLER_KEYS = frozenset({"aws:principalarn", "aws:userid", "aws:username"})
"""Condition keys that say which role or user calls, in small letters."""
_ANY_ROLE = re.compile(r"\*|.*:(?:role|user)/\*|.*:\*")


def _check(system: System) -> Iterator[Finding]:
    for statement in resource_policies(system, "AWS::ECR::Repository"):
        principals = [*strings(statement.data.get("Principal"))]
        accounts = sorted({match[1] for each in principals if (match := _ACCOUNT.fullmatch(each))})
        if not accounts or not statement.allows or not statement.is_known:
            continue
        who = ", ".join(accounts)
        writes = [action for action in statement.actions if not _READS.fullmatch(action)]
        if writes:
            message = f"lets {who} call {', '.join(writes)}: images that run here are then what another account pushes"
            yield Finding(statement.owner, message, (*statement.path, "Action"), f"a pull takes {_PULL}")
        elif any(map(_WHOLE.fullmatch, principals)) and _is_open(statement):
            message = f"lets every role of {who} pull that its account allows to, and not one that it names"
            hint = 'name the role that pulls: Condition: {ArnEquals: {"aws:PrincipalArn": ARN}}'
            yield Finding(statement.owner, message, statement.path, hint)


def _is_open(statement: Statement) -> bool:
    """Whether no condition says which roles it means."""
    if is_unknown(statement.data, "Condition"):
        return False
    narrow = [
        texts(values)
        for operator in mapping(statement.data, "Condition").values()
        for key, values in mapping(operator).items()
        if str(key).lower() in _CALLER_KEYS
    ]
    return all(any(map(_ANY_ROLE.fullmatch, values)) for values in narrow)


RULE = Rule(
    "repository-readers",
    "An image repository lets another account's named roles pull, and do nothing else.",
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
-            Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer, ecr:PutImage]
+            Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
    """,
    severity=Severity.ADVICE,
)
