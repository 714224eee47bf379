"""Systems -> encryption by an alias that no key has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import System
from generator.gate.value import is_literal, is_unknown, placed_strings, text

_ALIAS = "AWS::KMS::Alias"
_NAME = re.compile(r"(?:^|:)(alias/[\w/-]+)$")
_OF_AWS = "alias/aws/"
_KEYS = re.compile(r"(?i)^(kms.*key.*|encryptionkey|id)$")
"""KmsKeyId, KMSMasterKeyID, KmsMasterKeyId, KmsKey, EncryptionKey, and the Id of a pipeline's."""


def _check(system: System) -> Iterator[Finding]:
    made = [alias.properties.get("AliasName") for alias in system.of(_ALIAS)]
    if not system.is_whole or any(is_unknown(name) or not is_literal(text(name)) for name in made):
        return
    for resource in system.resources:
        for path, name in _aliases(resource.properties) if resource.type != _ALIAS else ():
            if not name.startswith(_OF_AWS) and name not in made:
                message = f"encrypts with {name}, and nothing here makes that alias: no key is found by it"
                yield Finding(resource, message, path, "name the key itself, or make the alias")


def _aliases(properties: Any) -> Iterator[tuple[Path, str]]:
    """Each alias that stands where a key is named."""
    for path, value in placed_strings(properties):
        if "alias/" in value and _KEYS.match(str(path[-1])) and (match := _NAME.search(value)):
            yield path, match[1]


RULE = Rule(
    "key-alias",
    "What is encrypted by a key's alias names one that AWS or a template makes.",
    "https://docs.aws.amazon.com/kms/latest/developerguide/alias-about.html",
    _check,
    """
 whole: true
 Resources:
   Key:
     Type: AWS::KMS::Key
     DeletionPolicy: Retain
     UpdateReplacePolicy: Retain
     Properties:
       EnableKeyRotation: true
       KeyPolicy:
         Statement:
           - Effect: Allow
             Principal: {AWS: "arn:aws:iam::111122223333:root"}
             Action: kms:*
             Resource: "*"
   Alias:
     Type: AWS::KMS::Alias
     Properties: {AliasName: alias/shop, TargetKeyId: {Ref: Key}}
   Topic:
     Type: AWS::SNS::Topic
-    Properties: {KmsMasterKeyId: alias/shops}
+    Properties: {KmsMasterKeyId: alias/shop}
    """,
)
