"""A folder and all that is in it, as a value that can be compared."""

import json
from hashlib import sha256
from pathlib import Path

from generator.artifacts import Artifact


def snapshot(folder: Path) -> dict[str, tuple[bytes, int, int] | None]:
    """Every path below ``folder``: content, mode and time of change of a file, None for a folder."""
    return {
        str(path.relative_to(folder)): (
            None if path.is_dir() else (path.read_bytes(), path.lstat().st_mode, path.lstat().st_mtime_ns)
        )
        for path in sorted(folder.rglob("*"))
    }


def contents(folder: Path) -> dict[str, str]:
    """Every file below ``folder`` and its text."""
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def artifacts(project: str = "shop", **files: str) -> list[Artifact]:
    """The artifacts of a project, with the manifest that lists them; a key ``dev__ecs`` is the file ``dev/ecs``."""
    listed = [Artifact(f"{project}/{name.replace('__', '/')}", text) for name, text in files.items()]
    digests = {each.path: sha256(each.text.encode()).hexdigest() for each in listed}
    return [*listed, Artifact(f"{project}/manifest.json", json.dumps({"files": digests}, indent=2))]
