"""A commit -> its wheel, sdist and SBOM in a folder: ``make dist``. The same commit gives the same bytes anywhere.

What is built is what git has, with the time of the commit: https://reproducible-builds.org/docs/source-date-epoch/
"""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from generator import __version__
from tests.golden.case import ROOT
from tests.judges.tool import TOOLS

RUNTIME = ROOT / "tests/dist/runtime.txt"
"""What canaryform itself depends on, by hash."""
SBOM = "canaryform.cdx.json"
_CYCLONEDX = TOOLS / "sbom/bin/cyclonedx-py"


def build(target: Path, commit: str = "HEAD") -> None:
    """Put wheel and sdist of a commit into a folder."""
    seconds = int(_git("show", "--no-patch", "--format=%ct", commit).decode())
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "canaryform"
        archive = _git("-c", "tar.umask=0022", "archive", "--format=tar", commit)
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="tar")
        command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(folder)]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(seconds)}
        subprocess.run(command, env=environment, check=True, capture_output=True, umask=0o022)
    [sdist] = target.glob("*.tar.gz")
    sdist.write_bytes(_normal(sdist.read_bytes(), seconds))


def sbom(target: Path) -> Path:
    """Write the SBOM beside them: https://cyclonedx.org/specification/overview/."""
    written = target / SBOM
    options = ["--output-reproducible", "--of", "JSON", "--output-file", str(written)]
    with NamedTemporaryFile("w", suffix=".toml") as about:
        # What all of it is for; the package's own metadata are in setup.cfg, which the program does not read.
        about.write(f'[project]\nname = "canaryform"\nversion = "{__version__}"\n')
        about.flush()
        subprocess.run([_CYCLONEDX, "requirements", str(RUNTIME), "--pyproject", about.name, *options], check=True)
    return written


def _normal(sdist: bytes, seconds: int) -> bytes:
    """The archive in the order of its names, of no user, and with one time: setuptools writes those of the machine."""
    packed = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(sdist)) as before,
        gzip.GzipFile("", "wb", 9, packed, mtime=seconds) as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT) as after,
    ):
        for member in sorted(before.getmembers(), key=lambda each: each.name):
            member.mtime, member.uid, member.gid, member.uname, member.gname = seconds, 0, 0, "", ""
            member.pax_headers = {}
            member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            after.addfile(member, before.extractfile(member))
    return packed.getvalue()


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True).stdout


if __name__ == "__main__":
    folder = ROOT / sys.argv[1]
    build(folder)
    sbom(folder)
