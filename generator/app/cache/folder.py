"""The environment -> the folder in which this user's cache is."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "CANARYFORM_CACHE_DIR"
_NAME = "canaryform"
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def cache_folder(environment: Mapping[str, str], platform: str = sys.platform) -> Path | None:
    """``CANARYFORM_CACHE_DIR``, or where the platform keeps caches; None where there is no home folder.

    On Linux https://specifications.freedesktop.org/basedir-spec/latest/, on a Mac
    https://developer.apple.com/library/archive/documentation/FileManagement/Conceptual/FileSystemProgrammingGuide/MacOSXDirectories/MacOSXDirectories.html.
    """
    if named := environment.get(VARIABLE):
        return Path(named).absolute()
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return Path(local, _NAME, "Cache") if local else None
    shared = environment.get("XDG_CACHE_HOME", "")
    if platform != "darwin" and os.path.isabs(shared):  # A relative one is to be ignored, says the specification.
        return Path(shared, _NAME)
    home = environment.get("HOME", "")
    if not os.path.isabs(home):
        return None
    return Path(home, "Library", "Caches", _NAME) if platform == "darwin" else Path(home, ".cache", _NAME)


def prepare_folder(folder: Path) -> str:
    """Make the folder, for its owner alone, where it is missing; why it cannot be used, or nothing.

    Whoever can write to it decides what is generated, so one that others may write to is left alone.
    """
    try:
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.stat()
    except OSError as refusal:
        return refusal.strerror or str(refusal)
    if not stat.S_ISDIR(status.st_mode):
        return "it is not a folder"
    if hasattr(os, "geteuid") and (status.st_uid != os.geteuid() or status.st_mode & _OTHERS_MAY_WRITE):
        return "others may write to it"
    return ""
