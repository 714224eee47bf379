"""A file system and the ways into it, asked of EFS."""

from __future__ import annotations

import json

from tests.deploy.found.row import Client, Found, Properties, Row, only


def _of_template(tags: list[dict[str, str]]) -> list[dict[str, str]]:
    """Without those that CloudFormation gives."""
    return [tag for tag in tags if not tag["Key"].startswith("aws:")]


def _file_system(client: Client, identity: str, properties: Properties) -> Found:
    efs = client("efs")
    shown = only(efs.describe_file_systems(FileSystemId=identity)["FileSystems"])
    backup = efs.describe_backup_policy(FileSystemId=identity)["BackupPolicy"]
    policy = json.loads(efs.describe_file_system_policy(FileSystemId=identity)["Policy"])
    said = {"BackupPolicy": backup, "FileSystemPolicy": policy, "FileSystemTags": _of_template(shown["Tags"])}
    return Found({**shown, **said}, {"Arn": shown["FileSystemArn"]})


def _mount_target(client: Client, identity: str, properties: Properties) -> Found:
    efs = client("efs")
    shown = only(efs.describe_mount_targets(MountTargetId=identity)["MountTargets"])
    groups = efs.describe_mount_target_security_groups(MountTargetId=identity)["SecurityGroups"]
    return Found({**shown, "SecurityGroups": groups})


def _access_point(client: Client, identity: str, properties: Properties) -> Found:
    shown = only(client("efs").describe_access_points(AccessPointId=identity)["AccessPoints"])
    numbers = {"PosixUser": {key: str(value) for key, value in shown["PosixUser"].items()}}
    root = shown["RootDirectory"]
    made = {key: str(value) for key, value in root["CreationInfo"].items()}
    said = {**numbers, "RootDirectory": {**root, "CreationInfo": made}, "AccessPointTags": _of_template(shown["Tags"])}
    return Found({**shown, **said}, {"Arn": shown["AccessPointArn"]})


ROWS = {
    "AWS::EFS::AccessPoint": Row(_access_point),
    "AWS::EFS::FileSystem": Row(_file_system),
    "AWS::EFS::MountTarget": Row(_mount_target),
}
