"""What is installed -> one digest of all that a result depends on beside its input: our source, libraries, Python.

Reading every file would take longer than the work that a cache saves. So the digest of the contents is remembered
under the sizes and times of the files, as git's index does.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import generator
from generator.app.cache.store import Store, key

PACKAGE = Path(generator.__file__).parent
_RACY = 2.0
"""Seconds. A file that has just been changed may be changed once more without another time or size."""
_METADATA = (".dist-info", ".egg-info")


def fingerprint(store: Store, package: Path = PACKAGE, places: Sequence[str] | None = None) -> str:
    """The digest; empty where the package is in no folder, and nothing can be said of it.

    Of a library counts what its installation says of it: its name, version, and the list of all its files with their
    digests, the RECORD: https://packaging.python.org/en/latest/specifications/recording-installed-packages/.
    """
    if not package.is_dir():
        return ""
    files = [*_source(str(package)), *_records(sys.path if places is None else places)]
    status = [_status(file) for file in files]
    seen = key(sys.version, *(f"{file}|{each}" for file, each in zip(files, status, strict=True)))
    remembered = store.get(seen)
    if isinstance(remembered, str):
        return remembered
    start = len(str(package))
    found = key(sys.version, *(part for file in files for part in (_name(file, str(package), start), _digest(file))))
    if all(time.time() - _RACY > max(each[:1], default=0) / 1e9 for each in status):
        store.put(seen, found)
    return found


def _source(folder: str) -> Iterator[str]:
    """Every file of the package, in an order that depends on names alone."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _source(entry.path)
            else:
                yield entry.path


def _records(places: Sequence[str]) -> Iterator[str]:
    """The record of each installed distribution, or its folder where it has none."""
    for place in places:
        try:
            names = sorted(name for name in os.listdir(place or ".") if name.endswith(_METADATA))
        except OSError:  # An entry of the path that does not exist, or an archive.
            continue
        for name in names:
            record = os.path.join(place, name, "RECORD")
            yield record if os.path.isfile(record) else os.path.join(place, name)


def _status(file: str) -> tuple[int, ...]:
    try:
        status = os.stat(file)
    except OSError:
        return ()
    return status.st_ctime_ns, status.st_mtime_ns, status.st_size, status.st_ino


def _name(file: str, package: str, start: int) -> str:
    """What a file is called wherever it is installed."""
    if file.startswith(package):
        return file[start:]
    return os.path.basename(os.path.dirname(file)) + "/" + os.path.basename(file)


def _digest(file: str) -> str:
    try:
        with open(file, "rb") as stream:
            return sha256(stream.read()).hexdigest()
    except OSError:  # The folder of a distribution without a record: its name has the version.
        return ""
