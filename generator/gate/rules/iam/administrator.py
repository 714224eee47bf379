"""Systems -> roles of services that may do everything in the account."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.managed_policy import name_of
from generator.gate.policy import ROLE
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import sequence, text
from generator.problems import Severity

_POWERS = {
    "AdministratorAccess": "everything",
    "IAMFullAccess": "everything, by a role that it makes itself",
    "PowerUserAccess": "everything but IAM",
    "SystemAdministrator": "nearly everything",
}


def _check(system: System) -> Iterator[Finding]:
    for role in system.of(ROLE):
        for index, item in enumerate(sequence(role.properties, "ManagedPolicyArns")):
            _, name = name_of(text(item))
            if name in _POWERS and "PermissionsBoundary" not in role.properties:
                message = f"{name} lets {role.id} do {_POWERS[name]} in the account, and so whatever gets hold of it"
                yield Finding(role, message, ("ManagedPolicyArns", index), "allow the calls that it makes")


RULE = Rule(
    "administrator",
    "No role may do everything in the account.",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    _check,
    """
 Resources:
   Role:
     Type: AWS::IAM::Role
     Properties:
       ManagedPolicyArns:
-        - arn:aws:iam::aws:policy/AdministratorAccess
+        - arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess
    """,
    severity=Severity.WARNING,
)
