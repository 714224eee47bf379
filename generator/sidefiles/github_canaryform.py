"""Where ``git.canaryform`` says that canaryform is -> the step that installs it."""

from __future__ import annotations

import shlex
from typing import Any

from generator import __version__
from generator.sidefiles.github_workflow import literal

PYTHON = "3.13"
"""What the generator runs on, and cfn-lint's files are for; the service's own is the newest."""
PIP_INSTALL = "python -m pip install --disable-pip-version-check"


def install_canaryform(place: str) -> dict[str, Any]:
    """A step; Python is there before it."""
    return {"name": "Install canaryform", "run": literal(f"{PIP_INSTALL} {_requirement(place)}")}


def _requirement(place: str) -> str:
    """What pip is told; of an index, the version that wrote the workflow: another may choose other bytes."""
    if place.startswith("https://"):
        return f"--index-url {shlex.quote(place)} canaryform=={__version__}"
    return shlex.quote(f"canaryform @ {place}" if place.startswith("git+") else f"./{place}")
