"""The file system of an environment, where its tasks reach it, and the folder that a service has in it.

One for all services: a mount target is a network interface in each zone, and a file system costs what is in it. Each
service enters it by an access point of its own, which is a folder and a user that EFS puts in the place of the task's:
no service sees another's files, and one that goes takes no file along.
https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html
"""

from __future__ import annotations

from typing import Any

from troposphere import GetAtt, Ref, Tags
from troposphere.efs import AccessPoint, BackupPolicy, CreationInfo, FileSystem, MountTarget, PosixUser, RootDirectory

from generator.cfn.plain import plain
from generator.cfn.template import KEPT
from generator.model.project import Project
from generator.model.service import Service
from generator.naming import logical
from generator.policies.file_system import tls_only

NFS = 2049
"""The port of a mount target: https://docs.aws.amazon.com/efs/latest/ug/network-access.html."""
_USER = "1000"
"""Whose files they are, whatever user a container has; not root, whom no permission of a file holds."""


def file_system(project: Project, key: Any) -> FileSystem:
    """Backed up each day, and kept when the stack goes.

    Elastic, as AWS advises unless it is known how much is read and written: a small file system that bursts is slow
    once its credits are used up (https://docs.aws.amazon.com/efs/latest/ug/performance.html#throughput-modes).
    """
    return FileSystem(
        logical.FILE_SYSTEM,
        Encrypted=True,
        KmsKeyId=key,
        ThroughputMode="elastic",
        BackupPolicy=BackupPolicy(Status="ENABLED"),
        FileSystemPolicy=plain(tls_only()),
        FileSystemTags=Tags(Name=project.names.base),
        **KEPT,
    )


def mount_target(index: int, subnet: Any) -> MountTarget:
    """In the subnet number ``index`` of the tasks: EFS takes one for each zone, and a mount crosses no zone then."""
    return MountTarget(
        logical.mount_target(index),
        FileSystemId=Ref(logical.FILE_SYSTEM),
        SubnetId=subnet,
        SecurityGroups=[GetAtt(logical.FILE_SYSTEM_SECURITY_GROUP, "GroupId")],
    )


def access_point(service: Service, file_system_id: Any) -> AccessPoint:
    """The folder is made with the first mount, and stays when the access point goes: the next one finds it."""
    return AccessPoint(
        logical.ACCESS_POINT,
        FileSystemId=file_system_id,
        PosixUser=PosixUser(Uid=_USER, Gid=_USER),
        RootDirectory=RootDirectory(
            Path=f"/{service.name}",
            CreationInfo=CreationInfo(OwnerUid=_USER, OwnerGid=_USER, Permissions="0750"),
        ),
        AccessPointTags=Tags(Name=service.names.base),
    )
