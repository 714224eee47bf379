"""Files -> the manifests above them: each says where the templates of a project are deployed, and which spec made them.

A manifest that is not among the files makes their project known, and not whole: others of its files may be missing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from generator.app.handwritten.document import read_text
from generator.app.handwritten.given import MANIFEST, Given, Sort, is_manifest
from generator.errors import OutsideError, SpecError
from generator.naming.path import CHECKSUMS

_HIGHEST = 4
"""Folders above a file: a project has one folder for each environment, and GitHub's have folders of their own."""


def listed_files(manifest: Given) -> Iterator[str]:
    """The paths of all files that canaryform wrote beside a manifest, whatever kind they are of."""
    folder = PurePath(manifest.path).parent
    files = manifest.data.get("files")
    for path in files if isinstance(files, dict) else ():
        yield os.path.normpath(folder.joinpath(*PurePath(str(path)).parts[1:]))
    yield os.path.normpath(folder / CHECKSUMS)


def around(all_given: Sequence[Given]) -> Iterator[Given]:
    """The manifests of projects of which files are given and the manifest is not."""
    known = {PurePath(each.path).parent for each in all_given if each.sort is Sort.MANIFEST}
    asked: set[PurePath] = set()
    for each in all_given:
        if each.sort is not Sort.JUDGED:
            continue
        for folder in _above(each.path):
            if folder in known:
                break
            if folder not in asked:
                asked.add(folder)
                found = _manifest(folder)
                if found:
                    known.add(folder)
                    yield found
                    break


def _above(path: str) -> Iterator[PurePath]:
    """The folders that a file is in, the nearest first, as far as its path says; else those above the working one."""
    folder = PurePath(path).parent
    for _ in range(_HIGHEST):
        yield folder
        folder = folder / os.pardir if folder.name in ("", os.pardir) else folder.parent


def _manifest(folder: PurePath) -> Given | None:
    path = str(folder / MANIFEST)
    if not os.path.isfile(path):
        return None
    try:
        text = read_text(path)
        data = json.loads(text)
    except (OutsideError, SpecError, ValueError, RecursionError):
        return None
    return Given(path, Sort.MANIFEST, text, data=data, is_around=True) if is_manifest(path, data) else None
