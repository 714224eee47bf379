"""Systems -> access points that let a task be root, or see the files of all others."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import lacks, setting, text
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for point in system.of("AWS::EFS::AccessPoint"):
        properties = point.properties
        if lacks(properties, "PosixUser"):
            message = "puts no user in the place of a task's: it is whom it says that it is"
            yield Finding(point, message, ("PosixUser",), severity=Severity.ADVICE)
        elif text(properties, "PosixUser", "Uid") == "0":
            yield Finding(point, "makes each task root, whom no permission of a file holds", ("PosixUser", "Uid"))
        if setting(properties, "/", "RootDirectory", "Path") == "/":
            message = "leads to the root of the file system, and so to the files of all others"
            yield Finding(point, message, ("RootDirectory", "Path"), severity=Severity.ADVICE)


RULE = Rule(
    "access-point",
    "An access point is a folder and a user of its own, and that is not root.",
    "https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html",
    _check,
    """
 Resources:
   Entrance:
     Type: AWS::EFS::AccessPoint
     Properties:
       FileSystemId: fs-0abc1234def567890
-      PosixUser: {Uid: "0", Gid: "0"}
+      PosixUser: {Uid: "1000", Gid: "1000"}
       RootDirectory: {Path: /shop}
    """,
    severity=Severity.WARNING,
)
