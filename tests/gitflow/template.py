"""The repository that every test begins with, built once a process."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

SPEC = """\
project: shop
region: us-west-2
repository: acme/shop
service: {{context: service, port: 3000}}
build: {{version_file: {version_file}}}
git: {git}
environments:
  dev:
    trigger: {{branch: develop}}
  prod:
    trigger: {{tag: "{prefix}*"}}
"""
PACKAGE = '{\n  "name": "shop",\n  "version": "1.2.0",\n  "dependencies": {}\n}\n'
LOCK = """\
{
  "name": "shop",
  "version": "1.2.0",
  "lockfileVersion": 3,
  "packages": {
    "": {
      "name": "shop",
      "version": "1.2.0"
    },
    "node_modules/other": {
      "version": "1.2.0"
    }
  }
}
"""
EPOCH = 1767225600  # 2026-01-01
_ADA = {"NAME": "Ada", "EMAIL": "ada@example.com"}


def _flow(values: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in values.items()) + "}"


@cache
def template(settings: tuple[tuple[str, str], ...], version_file: str) -> Path:
    """A folder with the bare repository and its clone."""
    folder = Path(tempfile.mkdtemp(prefix="canaryform-sandbox-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    git = dict(settings)
    main, develop, tag = git["main"], git["develop"], f"{git['tag_prefix']}1.2.0"
    stamp = f"{EPOCH} +0000"
    own = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in _ADA.items()}
    environment = {**own, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    environment |= {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    files = {
        "specs/shop.yaml": SPEC.format(git=_flow(git), prefix=git["tag_prefix"], version_file=version_file),
        "service/package.json": PACKAGE,
        "service/package-lock.json": LOCK,
    }
    work = folder / "work"

    def run_git(*arguments: str, at: Path = work) -> None:
        subprocess.run(["git", *arguments], cwd=at, env=environment, check=True, capture_output=True)

    run_git("init", "--quiet", "--bare", f"--initial-branch={main}", "github.git", at=folder)
    run_git("clone", "--quiet", str(folder / "github.git"), "work", at=folder)
    run_git("checkout", "--quiet", "-B", main)
    _put(work, files)
    run_git("add", "--all")
    run_git("commit", "--quiet", "--message", "First version")
    run_git("tag", "--annotate", "--message", "Release 1.2.0", tag)
    run_git("switch", "--quiet", "--create", develop)
    _put(work, {"service/src/add-a-basket.js": "// Add a basket\n"})
    run_git("add", "--all")
    run_git("commit", "--quiet", "--message", "Add a basket")
    run_git("push", "--quiet", "--set-upstream", "origin", main, develop, tag)
    return folder


def _put(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
