"""Systems -> keys that the service which is to encrypt with them may not use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.gate.arn import arn
from generator.gate.calls import calls
from generator.gate.condition import failing
from generator.gate.policy import ROLE, Statement, covers, resource_policies
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, is_unknown, setting, strings, text

_KEY = "AWS::KMS::Key"
_USERS = {"AWS::Logs::LogGroup": "KmsKeyId", "AWS::SNS::Topic": "KmsMasterKeyId"}
_ACCOUNT = re.compile(r"\d{12}$|\$\{AWS::AccountId\}$")


def _check(system: System) -> Iterator[Finding]:
    yield from _by_roles(system)
    yield from _idle(system)
    for group in system.of("AWS::Logs::LogGroup"):
        key = system.at(text(group.properties, "KmsKeyId"))
        if key and key.type == "AWS::KMS::Key" and not _lets(system, key, _logs(system), _context(system, group)):
            yield Finding(key, f"does not let CloudWatch Logs encrypt {group.name or group.id}", ("KeyPolicy",))
    for topic in system.of("AWS::SNS::Topic"):
        key = system.at(text(topic.properties, "KmsMasterKeyId"))
        if key is None or key.type != "AWS::KMS::Key":
            continue
        for service, kinds in (
            ("cloudwatch.amazonaws.com", ("AWS::CloudWatch::Alarm",)),
            ("events.amazonaws.com", ("AWS::Events::Rule",)),
        ):
            is_used = any(topic.token in strings(user.properties) for user in system.of(*kinds))
            if is_used and not _lets(system, key, re.escape(service)):
                yield Finding(key, f"does not let {service} publish to {topic.name or topic.id}", ("KeyPolicy",))
            for statement in resource_policies(system, _KEY):
                conditions = statement.condition_keys & {"aws:sourceaccount", "aws:sourcearn"}
                is_this = statement.owner is key and service in statement.services
                if is_used and service.startswith("events") and is_this and conditions:
                    message = (
                        "EventBridge does not publish to an encrypted topic where its statement has a source condition"
                    )
                    yield Finding(key, message, statement.path)


def _idle(system: System) -> Iterator[Finding]:
    """Keys that cannot encrypt at all."""
    used = {text(user.properties, key) for kind, key in _USERS.items() for user in system.of(kind)}
    for key in system.of(_KEY):
        if not used & {key.token, f"{key.token[:-1]}|Arn}}"}:
            continue
        if text(key.properties, "Enabled").lower() == "false":
            yield Finding(key, "is not enabled, and nothing can be encrypted with it", ("Enabled",))
        kind = setting(key.properties, "SYMMETRIC_DEFAULT", "KeySpec")
        if is_literal(kind) and kind != "SYMMETRIC_DEFAULT":
            yield Finding(key, f"is of the kind {kind}, and services encrypt with symmetric keys alone", ("KeySpec",))


def _by_roles(system: System) -> Iterator[Finding]:
    """Where a key's policy hands nothing on to IAM, what a role's own policies say of the key counts for nothing."""
    keys = {arn(system, _KEY, key.token): key for key in system.of(_KEY)}
    told = set()
    for call in calls(system) if keys else ():
        key, role = keys.get(call.resource), system.find(ROLE, call.role)
        if key is None or role is None or (key.token, role.token) in told:
            continue
        own = [statement for statement in resource_policies(system, _KEY) if statement.owner is key]
        if own and not any(_hands_on(statement, role) for statement in own):
            told.add((key.token, role.token))
            message = f"lets neither its account nor {role.name or role.id} call {call.action}, which {call.why}"
            hint = 'allow kms:* to {"AWS": "arn:aws:iam::ACCOUNT:root"}, and IAM decides'
            yield Finding(key, message, ("KeyPolicy",), hint)


def _hands_on(statement: Statement, role: Resource) -> bool:
    """Whether a statement allows the account, the role, or somebody who is not known."""
    if not statement.allows or "NotPrincipal" in statement.data or is_unknown(statement.data, "Principal"):
        return statement.data.get("Effect") != "Deny"
    principal = statement.data.get("Principal")
    if isinstance(principal, Mapping):
        principal = {kind: who for kind, who in principal.items() if kind != "Service"}
    own = (role.token[:-1], *filter(None, [role.name]))
    return any(
        who == "*" or who.endswith(":root") or _ACCOUNT.match(who) or any(map(who.__contains__, own))
        for who in strings(principal)
    )


def _logs(system: System) -> str:
    """The service of the region, as the principal of a key's policy."""
    region = re.escape(system.region) if system.region else r"[\w-]+"
    return rf"logs\.({region}|\$\{{.*\}})\."


def _context(system: System, group: Resource) -> Mapping[str, str]:
    """What CloudWatch Logs says of the group that it encrypts.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    """
    name = arn(system, group.type, group.token).removesuffix(":*")
    return {"kms:encryptioncontext:aws:logs:arn": name} if group.name else {}


def _lets(system: System, key: Resource, principal: str, context: Mapping[str, str] | None = None) -> bool:
    return any(
        statement.owner is key
        and not failing(system, statement.data.get("Condition"), context or {})
        and statement.allows
        and any(re.match(principal, service) for service in statement.services)
        and any(covers(allowed, "kms:GenerateDataKey") for allowed in statement.actions)
        and any(covers(allowed, "kms:Decrypt") for allowed in statement.actions)
        for statement in resource_policies(system, "AWS::KMS::Key")
    )


RULE = Rule(
    "key-policy",
    "A key lets the services use it that encrypt with it: CloudWatch Logs, and who publishes to an encrypted topic.",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    _check,
    """
 Resources:
   Logs:
     Type: AWS::Logs::LogGroup
     Properties: {LogGroupName: /ecs/shop, RetentionInDays: 30, KmsKeyId: {"Fn::GetAtt": [Key, Arn]}}
   Key:
     Type: AWS::KMS::Key
     Properties:
       KeyPolicy:
         Statement:
           - {Effect: Allow, Principal: {AWS: "arn:aws:iam::111122223333:root"}, Action: "kms:*", Resource: "*"}
           - Effect: Allow
-            Principal: {Service: s3.amazonaws.com}
+            Principal: {Service: logs.us-west-2.amazonaws.com}
             Action: ["kms:Decrypt", "kms:GenerateDataKey*"]
             Resource: "*"
             Condition: {ArnLike: {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-west-2:111122223333:*"}}
    """,
)
