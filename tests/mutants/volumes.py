"""Mutants of the file system that an environment makes for its services, and of what they enter it by."""

from __future__ import annotations

from tests.mutants.mutant import Damage, Mutant, drop, put
from tests.mutants.world import NotApplicableError, World

_NONE = "no service has a folder in a file system of the environment"
_SYSTEM = "Resources/FileSystem"


def _with(damage: Damage) -> Damage:
    """Where there is something to damage."""

    def applied(world: World) -> None:
        if "efs" not in world.templates:
            raise NotApplicableError(_NONE)
        damage(world)

    return applied


def _seen(id: str, rule: str, damage: Damage) -> Mutant:
    return Mutant(id, rule, _with(damage), _NONE)


def _access_point(path: str, value: str) -> Damage:
    """Of whichever service has one."""

    def damage(world: World) -> None:
        [stack] = [name for name in world.templates if name.split("/")[-1] == "volume"]
        put(stack, f"Resources/AccessPoint/Properties/{path}", value)(world)

    return damage


def _open_to_all(world: World) -> None:
    for name in world.templates:
        resources = world.get(name, "Resources")
        if "FileSystemFromService" in resources:
            rule = resources["FileSystemFromService"]["Properties"]
            del rule["SourceSecurityGroupId"]
            rule["CidrIp"] = "0.0.0.0/0"


def _closed(world: World) -> None:
    for name in world.templates:
        world.get(name, "Resources").pop("FileSystemFromService", None)


MUTANTS = (
    _seen("file-system-unencrypted", "file-system", put("efs", f"{_SYSTEM}/Properties/Encrypted", False)),
    _seen("no-backup", "file-system", put("efs", f"{_SYSTEM}/Properties/BackupPolicy/Status", "DISABLED")),
    _seen("no-role-asked-for", "file-system", drop("efs", f"{_SYSTEM}/Properties/FileSystemPolicy")),
    _seen("files-deleted-with-the-stack", "file-system", drop("efs", f"{_SYSTEM}/DeletionPolicy")),
    _seen("files-deleted-by-an-update", "file-system", drop("efs", f"{_SYSTEM}/UpdateReplacePolicy")),
    _seen("access-point-as-root", "access-point", _access_point("PosixUser/Uid", "0")),
    _seen("access-point-to-all-files", "access-point", _access_point("RootDirectory/Path", "/")),
    _seen("nfs-open-to-all", "mount-target", _open_to_all),
    _seen("nfs-open-to-nobody", "mount-target", _closed),
)
