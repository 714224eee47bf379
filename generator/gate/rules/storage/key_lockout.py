"""Systems -> keys whose policy lets nobody change it any more: KMS refuses to make them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.policy import Statement, covers, resource_policies
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import document, is_true, is_unknown, lacks, mapping, setting

_KEY = "AWS::KMS::Key"
_CHANGES = "kms:PutKeyPolicy"


def _check(system: System) -> Iterator[Finding]:
    policies = list(resource_policies(system, _KEY))
    for key in system.of(_KEY):
        is_asked_for = is_true(key.properties, "BypassPolicyLockoutSafetyCheck")
        own = [statement for statement in policies if statement.owner is key]
        policy = document(key.properties.get("KeyPolicy"))
        if lacks(key.properties, "KeyPolicy") or is_asked_for or is_unknown(policy, "Statement") or not own:
            continue
        if not any(map(_lets_change, own)):
            message = f"lets no account and no role call {_CHANGES}: KMS refuses a key that nobody could manage"
            hint = 'allow kms:* to {"AWS": "arn:aws:iam::ACCOUNT:root"}'
            yield Finding(key, message, ("KeyPolicy",), hint)


def _lets_change(statement: Statement) -> bool:
    """Whether it may let a person or a role write another policy; services never do."""
    principal = statement.data.get("Principal")
    is_somebody = principal == "*" or "AWS" in mapping(principal) or "NotPrincipal" in statement.data
    if not is_somebody or setting(statement.data, "", "Effect") != "Allow":
        return False
    return "NotAction" in statement.data or any(covers(action, _CHANGES) for action in statement.actions)


RULE = Rule(
    "key-lockout",
    "The policy of a key lets its account, or a role, change it.",
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
    _check,
    """
 Resources:
   Key:
     Type: AWS::KMS::Key
     Properties:
       KeyPolicy:
         Version: "2012-10-17"
         Statement:
           - Effect: Allow
             Principal: {AWS: "arn:aws:iam::111122223333:root"}
-            Action: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*"]
+            Action: "kms:*"
             Resource: "*"
    """,
)
