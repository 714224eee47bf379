"""Templates -> how much cdk-nag finds: a comparison, not a gate, since it judges apps of the CDK."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.judges.finding import JudgeError, expect
from tests.judges.template import Template, write
from tests.judges.tool import TOOLS

_SCRIPT = Path(__file__).with_suffix(".cjs")


def findings(templates: Sequence[Template]) -> list[str]:
    """One for each rule, resource and, for policies, action: as cdk-nag counts."""
    node = shutil.which("node") or "node"
    with TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        names = [template.path.removesuffix(".yaml").replace("/", "-") for template in templates]
        write(folder, {f"{name}.json": json.dumps(each.data) for name, each in zip(names, templates, strict=True)})
        environment = {**os.environ, "NODE_PATH": str(TOOLS / "cdk-nag/node_modules")}
        command = [node, str(_SCRIPT), str(folder)]
        result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        raise JudgeError(f"cdk-nag ended with {result.returncode}: {result.stderr[-2000:]}")
    report = json.loads(result.stdout.splitlines()[-1])
    resources = sum(len(template.resources) for template in templates)
    expect(report["resources"] == resources, f"cdk-nag saw {report['resources']} resources of {resources}")
    expect(not report["errors"], f"cdk-nag could not judge {report['errors']}")
    found: list[str] = report["findings"]
    return found
