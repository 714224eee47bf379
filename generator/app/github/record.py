"""What ``canaryform github install`` left in ``.github/`` about itself: which files it wrote there, for which specs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from generator.app.output.place import is_safe, read_place
from generator.artifacts import Artifact
from generator.naming.github import RECORD


class Record(NamedTuple):
    """The paths of specs are from the repository's root, those of files from ``.github/``."""

    specs: tuple[str, ...] = ()
    written: Mapping[str, str] = {}
    """Each file with the SHA-256 of what was written; a file that people write too is not among them."""


def read_record(folder: Path) -> Record:
    """The record in a folder. One that is missing or damaged knows no file, and then none is overwritten."""
    try:
        document = json.loads(read_place(folder, RECORD) or b"{}")
    except (ValueError, RecursionError):
        return Record()
    if not isinstance(document, dict):
        return Record()
    specs, written = document.get("specs"), document.get("written")
    return Record(
        tuple(spec for spec in specs if isinstance(spec, str) and is_safe(spec)) if isinstance(specs, list) else (),
        _digests(written) if isinstance(written, dict) else {},
    )


def record_artifact(record: Record) -> Artifact:
    """The record as it is written."""
    document = {"specs": sorted(record.specs), "written": dict(sorted(record.written.items()))}
    return Artifact(RECORD, json.dumps(document, indent=2) + "\n")


def _digests(written: dict[str, Any]) -> dict[str, str]:
    """It came with the repository: what leads out of the folder is not believed."""
    return {path: digest for path, digest in written.items() if is_safe(path) and isinstance(digest, str)}
