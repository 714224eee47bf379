"""Systems -> mount targets that everybody reaches, that nothing does, or of which a zone has two."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.security_group import groups, ingress
from generator.gate.system import System
from generator.gate.value import is_literal, text
from generator.problems import Severity

_NFS = 2049
_WORLD = frozenset({"0.0.0.0/0", "::/0"})


def _check(system: System) -> Iterator[Finding]:
    taken: dict[tuple[str, str], str] = {}
    for target in system.of("AWS::EFS::MountTarget"):
        where = text(target.properties, "FileSystemId"), text(target.properties, "SubnetId")
        first = taken.setdefault(where, target.id) if all(where) and is_literal(where[1]) else target.id
        if first != target.id:
            message = f"{first} is in this subnet already: a file system has one mount target in each zone"
            yield Finding(target, message, ("SubnetId",), severity=Severity.ERROR)
        own = groups(system, target.properties.get("SecurityGroups")) or []
        openings = [ingress(system, group) for group in own]
        if not own or any(each is None for each in openings):
            continue
        admitted = [opening for each in openings for opening in each or () if opening.carries(_NFS)]
        if not admitted:
            yield Finding(own[0], f"nothing may reach port {_NFS} of {target.id}: no task can mount it")
        for opening in admitted:
            if _WORLD & {text(opening.rule, "CidrIp"), text(opening.rule, "CidrIpv6")}:
                message = f"everybody who gets into the network reaches port {_NFS}, and the files behind it"
                yield Finding(opening.place, message, hint="let in the security group of the tasks")


RULE = Rule(
    "mount-target",
    "Mount targets, one in a zone, let in by NFS the tasks that mount the file system, and not everybody.",
    "https://docs.aws.amazon.com/efs/latest/ug/network-access.html",
    _check,
    """
 Resources:
   Target:
     Type: AWS::EFS::MountTarget
     Properties: {FileSystemId: fs-0abc1234def567890, SubnetId: subnet-0abc1234, SecurityGroups: [{Ref: Group}]}
   Group:
     Type: AWS::EC2::SecurityGroup
     Properties:
       GroupDescription: files
-      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 2049, ToPort: 2049, CidrIp: 0.0.0.0/0}]
+      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 2049, ToPort: 2049, CidrIp: 10.0.0.0/16}]
    """,
    severity=Severity.WARNING,
)
