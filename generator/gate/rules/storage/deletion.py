"""Systems -> images, artifacts and keys that go with their stack, or keep it from going."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_true, strings, text
from generator.problems import Severity

_FILLED = {"AWS::S3::Bucket": "objects", "AWS::ECR::Repository": "images"}
_KEY = "AWS::KMS::Key"
_DELETION, _REPLACEMENT = "DeletionPolicy", "UpdateReplacePolicy"


def _check(system: System) -> Iterator[Finding]:
    for repository in system.of("AWS::ECR::Repository"):
        if is_true(repository.properties, "EmptyOnDelete") and not _stays(repository):
            message = "its images go with the stack: nothing can be started again, and no version gone back to"
            yield Finding(repository, message, ("EmptyOnDelete",))
    for kind, content in _FILLED.items():
        for resource in system.of(kind):
            if _says(resource, _DELETION, "Delete") and not is_true(resource.properties, "EmptyOnDelete"):
                message = f"is deleted with the stack, which fails where there are {content} in it"
                yield Finding(resource, message, hint="DeletionPolicy: RetainExceptOnCreate")
            if _says(resource, _REPLACEMENT, "Delete"):
                message = f"an update that replaces it deletes it, and the {content} in it"
                yield Finding(resource, message, hint="UpdateReplacePolicy: Retain")
    for key in system.of(_KEY):
        kept = next((item for item in system.resources if _stays(item) and _is_encrypted_by(item, key)), None)
        if kept and not _stays(key):
            message = f"goes with its stack, but {kept.id} stays: nobody can read that any more"
            yield Finding(key, message, hint="DeletionPolicy: RetainExceptOnCreate")


def _says(resource: Resource, key: str, value: str) -> bool:
    return text(resource.body, key) == value


def _stays(resource: Resource) -> bool:
    return text(resource.body, _DELETION).startswith("Retain")


def _is_encrypted_by(resource: Resource, key: Resource) -> bool:
    is_holder = resource.type in (*_FILLED, "AWS::Logs::LogGroup", "AWS::SecretsManager::Secret")
    return is_holder and any(found.startswith(key.token[:-1]) for found in strings(resource.properties))


RULE = Rule(
    "deletion",
    "Images, artifacts and the keys of what is kept stay when their stack goes.",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html",
    _check,
    """
 Resources:
   Bucket:
     Type: AWS::S3::Bucket
-    DeletionPolicy: Delete
+    DeletionPolicy: Retain
     Properties: {BucketName: shop-artifacts}
    """,
    severity=Severity.WARNING,
)
