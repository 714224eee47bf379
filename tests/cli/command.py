"""Runs the real command in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.cli.fork_server import fork_server
from tests.patience import SECONDS

REPOSITORY = Path(__file__).parents[2]

SPEC = """\
project: {project}
region: us-west-2
repository: acme/{project}
service: {{port: 3000}}
environments:
  dev:
    trigger: {{branch: develop}}
"""


def canaryform(folder: Path, *arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """The command's exit code and what it printed."""
    given = surroundings(**environment)
    server = fork_server(os.getpid())
    if server.starts_alike(given):
        return server.run(arguments, folder, given, stdin)
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=folder,
        env=given,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )


def surroundings(**environment: str) -> dict[str, str]:
    """The variables that a command gets: those of the test, without what would change its output."""
    loud = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "AWS_REGION", "AWS_DEFAULT_REGION"}
    own = {key: value for key, value in os.environ.items() if key not in loud}
    return {**own, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm", **environment}


def put_spec(folder: Path, name: str = "shop.yaml", project: str = "shop") -> Path:
    """A valid spec in the folder's ``specs/``, and the service that it builds."""
    (folder / "service").mkdir(exist_ok=True)
    (folder / "service/Dockerfile").write_text("FROM scratch\n")
    (folder / "service/package.json").write_text('{"version": "1.0.0", "scripts": {"test": "node --test"}}')
    (folder / "service/package-lock.json").write_text("{}")
    path = folder / "specs" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(SPEC.format(project=project))
    return path
