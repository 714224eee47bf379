"""A git repository with a spec and what it generates, and the command run in it, in this process."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from generator.app.build.compile import compile_spec
from generator.cli.main import run
from generator.cli.terminal.output import Output
from generator.cli.terminal.stream import Stream

SPEC = """\
project: shop
region: us-west-2
repository: acme/shop
service: {port: 3000, cpu: 256, memory: 512}
environments:
  prod:
    trigger: {tag: "v*"}
"""
_IDENTITY = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false")


class Result(NamedTuple):
    """What the command ended with, and printed."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The JSON on standard output."""
        return json.loads(self.out)


class Workplace:
    """A folder; git is in it once something is committed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def diff(self, *arguments: str, folder: str = "") -> Result:
        """``canaryform diff ...`` in the folder, or in one below it."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.chdir(self.folder / folder), contextlib.redirect_stderr(err):
            code = run(["diff", *arguments], Output(Stream(out), Stream(err), {}))
        return Result(code, out.getvalue(), err.getvalue())

    def write(self, path: str, text: str) -> None:
        """Put a file there."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def generate(self, text: str = SPEC, folder: str = "templates_out", name: str = "shop") -> None:
        """Put the files of a spec there."""
        build = compile_spec(text, f"specs/{name}.yaml")
        assert not build.problems, build.problems
        for artifact in build.artifacts:
            self.write(f"{folder}/{artifact.path}", artifact.text)

    def git(self, *arguments: str) -> None:
        """Run git."""
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(
            ["git", *_IDENTITY, *arguments], cwd=self.folder, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def commit(self) -> None:
        """Commit all that is there."""
        if not (self.folder / ".git").exists():
            self.git("init", "--quiet", "--initial-branch=main")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=x")
