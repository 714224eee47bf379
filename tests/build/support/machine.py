"""The build machine: a PATH of stand-ins for docker, aws and the test programs, and the real jq if there is one."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Collection
from pathlib import Path

import jmespath

ROOT = Path(__file__).parents[3]
_SYSTEM = "/usr/local/bin:/usr/bin:/bin"
_TOOLS = ("aws", "docker", "jq")


def tools(folder: Path, world: Path, programs: Collection[str]) -> str:
    """Makes the tools in ``folder``, to act on the ``world`` of the stand-ins; the PATH to find them."""
    folder.mkdir()
    for tool in _TOOLS:
        if tool == "jq" and shutil.which("jq"):
            _link(folder / tool, str(shutil.which("jq")))
            continue
        _script(folder / tool, [sys.executable, "-I", "-S", "-c", _start(tool), str(world)])
    for program in programs:
        _script(folder / program, [sys.executable, "-I", "-S", "-c", _start("program"), str(world), program])
    # The image's python3 is one that has tomllib, as ours has.
    _script(folder / "python3", [sys.executable])
    return f"{folder}:{_SYSTEM}"


def _start(tool: str) -> str:
    """Without Python's site, which takes longer to start than all of the rest."""
    folders = [str(ROOT), str(Path(jmespath.__file__).parents[1])]
    module = f"tests.build.support.stand_ins.{tool}"
    return f"import sys; sys.path += {folders}; from {module} import main; main(sys.argv[1], sys.argv[2:])"


def _link(path: Path, target: str) -> None:
    path.symlink_to(target)


def _script(path: Path, command: list[str]) -> None:
    path.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n', encoding="utf-8")
    path.chmod(0o755)
