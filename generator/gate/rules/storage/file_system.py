"""Systems -> file systems that are not encrypted or backed up, that let in anything, or that go with their stack."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_true, is_unknown, lacks, setting, text
from generator.problems import Severity

_POLICIES = {
    "DeletionPolicy": ("its files go with the stack", "RetainExceptOnCreate"),
    "UpdateReplacePolicy": ("an update that replaces it deletes it, and the files in it", "Retain"),
}


def _check(system: System) -> Iterator[Finding]:
    for file_system in system.of("AWS::EFS::FileSystem"):
        properties = file_system.properties
        if not is_unknown(properties, "Encrypted") and not is_true(properties, "Encrypted"):
            yield Finding(file_system, "is not encrypted, and only another file system can be", ("Encrypted",))
        yield from _deleted(file_system)
        if setting(properties, "DISABLED", "BackupPolicy", "Status") == "DISABLED":
            message = "is not backed up: what is deleted or overwritten is lost"
            yield Finding(file_system, message, ("BackupPolicy",), "Status: ENABLED", Severity.ADVICE)
        if lacks(properties, "FileSystemPolicy"):
            message = "lets in whatever reaches a mount target, as root and without TLS: no role is asked for"
            yield Finding(file_system, message, ("FileSystemPolicy",), severity=Severity.ADVICE)


def _deleted(file_system: Resource) -> Iterator[Finding]:
    for key, (message, hint) in _POLICIES.items():
        said = text(file_system.body, key)
        if not said.startswith(("Retain", "Snapshot")) and not is_unknown(file_system.body, key):
            yield Finding(file_system, message, hint=f"{key}: {hint}")


RULE = Rule(
    "file-system",
    "A file system is encrypted, backed up and entered by roles alone, and its files stay when their stack goes.",
    "https://docs.aws.amazon.com/efs/latest/ug/security-considerations.html",
    _check,
    """
 Resources:
   Files:
     Type: AWS::EFS::FileSystem
     DeletionPolicy: Retain
     UpdateReplacePolicy: Retain
     Properties:
-      Encrypted: false
+      Encrypted: true
       BackupPolicy: {Status: ENABLED}
       FileSystemPolicy:
         Version: "2012-10-17"
         Statement:
           - Effect: Deny
             Principal: "*"
             Action: "elasticfilesystem:*"
             Condition: {Bool: {"aws:SecureTransport": "false"}}
    """,
    severity=Severity.WARNING,
)
