"""Systems -> builds that hand over a folder into which nobody put the files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands, output_files
from generator.gate.system import System
from generator.gate.value import is_literal, mapping, text

_GLOB = re.compile(r"[*?\[]")


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        base = text(mapping(buildspec.data, "artifacts"), "base-directory").strip("/").removeprefix("./")
        script = commands(buildspec)
        files = [name for name in output_files(buildspec) if not _GLOB.search(name)]
        if not base or base == "." or not is_literal(base) or _GLOB.search(base) or "$" in base or not files:
            continue
        if _fills(base).search(script):
            continue
        has_all = any(_is_in(path, base, name) for name in files for path in _written(script, name))
        for name in files:
            elsewhere = sorted(_written(script, name))
            if (elsewhere or has_all) and not any(_is_in(path, base, name) for path in elsewhere):
                message = f"hands over {base}/{name}, but the commands write {', '.join(elsewhere) or 'none'}"
                yield Finding(buildspec, message, ("artifacts", "base-directory"))
                break


def _fills(base: str) -> re.Pattern[str]:
    """Commands that put who knows what into the folder."""
    folder = rf"[\"']?(?:\./)?{re.escape(base)}/?[\"']?(?=\s|$)"
    return re.compile(
        rf"\bcd\s+{folder}|\b(?:cp|mv|tar|unzip|rsync)\s[^\n]*\s{folder}|\s(?:--out\S*|-[odC])[= ]{folder}", re.M
    )


def _written(script: str, name: str) -> set[str]:
    """Where the commands write a file of this name."""
    last = re.escape(name.rsplit("/", 1)[-1])
    found = re.findall(rf"(?:>>?\s*|\btee\s+|\b(?:cp|mv)\s+\S+\s+)[\"']?([\w./-]*{last})(?![\w.])", script)
    return {path.removeprefix("./") for path in found}


def _is_in(path: str, base: str, name: str) -> bool:
    parts, wanted = PurePosixPath(path).parts, PurePosixPath(f"{base}/{name}").parts
    return parts[-len(wanted) :] == wanted


RULE = Rule(
    "artifact-directory",
    "The folder that a build hands over is the one that its commands write to.",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html",
    _check,
    """
 buildspec.yml:
   version: 0.2
   phases:
     build:
       commands:
         - mkdir -p out
         - printf '{"ImageURI":"%s"}' "$IMAGE" > out/imageDetail.json
   artifacts:
-    base-directory: build
+    base-directory: out
     files: [imageDetail.json]
    """,
)
