"""Systems -> roles with a managed policy of AWS's that there is not, or that is for another kind of role."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from generator.gate.managed_policy import FAMILIES, LINKED, PATHS, arn_of, name_of
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import sequence, text

_KEY = "ManagedPolicyArns"


def _check(system: System) -> Iterator[Finding]:
    for owner in system.of("AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"):
        for index, item in enumerate(sequence(owner.properties, _KEY)):
            problem, hint = _problem(text(item))
            if problem:
                yield Finding(owner, problem, (_KEY, index), hint)


def _problem(arn: str) -> tuple[str, str]:
    path, name = name_of(arn)
    if PATHS.get(name, path) != path:
        return f"there is no {arn}: the stack fails when it attaches it", f"write {arn_of(name)}"
    if path == LINKED:
        return f"{name} is for a service-linked role, which the service makes: IAM attaches it to no other", ""
    if name and name not in PATHS and name.startswith(FAMILIES):
        close = get_close_matches(name, PATHS, 1)
        return f"there is no {arn}: the stack fails when it attaches it", f"write {arn_of(close[0])}" if close else ""
    if arn and not arn.startswith(("arn:", "$")):
        return f"'{arn}' is no ARN, which IAM asks for", f"write {arn_of(arn)}" if arn in PATHS else ""
    return "", ""


RULE = Rule(
    "managed-policy",
    "A managed policy of AWS's is named by the ARN that it has, path and all.",
    "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForECS.html",
    _check,
    """
 Resources:
   Role:
     Type: AWS::IAM::Role
     Properties:
-      ManagedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForECS"]
+      ManagedPolicyArns: ["arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS"]
    """,
)
