"""A real git repository with a bare remote, a stand-in for gh, and the command run in it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.app.gitflow.repository import release_repository
from generator.cli.main import run
from generator.cli.terminal.output import Output
from generator.cli.terminal.stream import Stream
from generator.gitflow.settings import Kind
from tests.gitflow.template import EPOCH, template

GH = Path(__file__).with_name("gh.py")


@dataclass(frozen=True)
class Result:
    """What a command ended with, and printed."""

    code: int
    out: str
    err: str

    @property
    def steps(self) -> list[str]:
        """The steps that were shown."""
        lines = [line.strip() for line in self.out.splitlines()]
        starts = ("git ", "gh ", "write ")
        return [line.split("] ", 1)[-1] for line in lines if line.split("] ", 1)[-1].startswith(starts)]


class GitSandbox:
    """``folder/work`` is a clone of the bare ``folder/github.git``, which has main, develop and v1.2.0."""

    def __init__(
        self, folder: Path, settings: Mapping[str, str] | None = None, version_file: str = "package.json"
    ) -> None:
        self.folder, self.work, self.remote = folder, folder / "work", folder / "github.git"
        self._clock = 0
        git = {"main": "main", "develop": "develop", "tag_prefix": "v", **(settings or {})}
        self.main, self.develop, self.prefix = git["main"], git["develop"], git["tag_prefix"]
        self.environment = self._environment()
        (folder / "gitconfig").write_text(
            "[user]\n\tname = Ada\n\temail = ada@example.com\n[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n"
        )
        self._put_gh()
        self._copy(template(tuple(git.items()), version_file))

    def _copy(self, template: Path) -> None:
        """A repository takes a tenth of a second to make, and many tests want the same."""
        shutil.copytree(template, self.folder, dirs_exist_ok=True, symlinks=True)
        config = self.work / ".git/config"
        config.write_text(config.read_text().replace(f"{template}/", f"{self.folder}/"))

    def release(self, *arguments: str, folder: Path | None = None, **environment: str) -> Result:
        """``canaryform release ...`` in this process, which spares its start."""
        self.tick()
        out, err = io.StringIO(), io.StringIO()
        with self._inside(folder or self.work, environment), contextlib.redirect_stderr(err):
            stdin, sys.stdin = sys.stdin, io.StringIO()  # Nobody answers a question.
            try:
                code = run(["release", *arguments], Output(Stream(out), Stream(err), {}))
            finally:
                sys.stdin = stdin
        return Result(code, out.getvalue(), err.getvalue())

    def run_some(self, number: int, command: str, *arguments: str) -> None:
        """Do the first steps of a plan and no more: what kill -9 leaves behind."""
        self.tick()
        with self._inside(self.work, {}):
            found = release_repository("specs/shop.yaml", None, os.environ)
            if command == "start":
                plan = found.start(Kind.RELEASE, arguments[0], "2026-01-01")
            else:
                plan = found.finish(Kind(command), has_pull_request="--no-pull-request" not in arguments)
            assert not plan.problems
            found.run(replace(plan, steps=plan.steps[:number]), lambda step: None)

    def git(self, *arguments: str, folder: Path | None = None) -> str:
        """What git answers in the working tree."""
        return self._run(folder or self.work, "git", *arguments)

    def there(self, *arguments: str) -> str:
        """What git answers in the remote."""
        return self._run(self.folder, "git", "--git-dir", str(self.remote), *arguments)

    def write(self, path: str, text: str) -> None:
        file = self.work / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def read(self, path: str) -> str:
        return (self.work / path).read_bytes().decode()

    def commit(self, message: str) -> None:
        self.tick()
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def change(self, subject: str, name: str = "") -> None:
        """A commit that conflicts with no other."""
        self.write(f"service/src/{name or subject.lower().replace(' ', '-')}.js", f"// {subject}\n")
        self.commit(subject)

    def push(self, *branches: str) -> None:
        self.git("push", "--quiet", "origin", *branches)

    def pulls(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._state()["pulls"]
        return found

    def calls(self) -> list[list[str]]:
        file = self.folder / "gh-state/calls.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def configure_gh(self, **values: Any) -> None:
        (self.folder / "gh-state/state.json").write_text(json.dumps({**self._state(), **values}))

    def merge(self, number: int, how: str = "--no-ff", *, delete: bool = False) -> str:
        """Merge a pull request as GitHub does; the commit that it became."""
        self.tick()
        other = self.folder / "hub"
        if not other.exists():
            self._run(self.folder, "git", "clone", "--quiet", str(self.remote), str(other))
        pull = self.pulls()[number - 1]
        head, base = pull["headRefName"], pull["baseRefName"]
        self.git("fetch", "--quiet", "--tags", "origin", folder=other)
        self.git("checkout", "--quiet", "-B", base, f"origin/{base}", folder=other)
        title = f"Merge pull request #{number} from acme/{head}\n\n{pull['title']}"
        if how == "--squash":
            self.git("merge", "--quiet", "--squash", f"origin/{head}", folder=other)
            self.git("commit", "--quiet", "--message", f"{pull['title']} (#{number})", folder=other)
        else:
            self.git("merge", "--quiet", how, "--message", title, f"origin/{head}", folder=other)
        self.git("push", "--quiet", "origin", base, *([f":refs/heads/{head}"] if delete else []), folder=other)
        commit = self.git("rev-parse", "HEAD", folder=other)
        head_commit = self.git("rev-parse", f"origin/{head}", folder=other) if not delete else pull["headRefOid"]
        pulls = self.pulls()
        pulls[number - 1] = {**pull, "state": "MERGED", "headRefOid": head_commit, "mergeCommit": {"oid": commit}}
        self.configure_gh(pulls=pulls)
        return commit

    def refs(self) -> dict[str, str]:
        """Every ref here and there, and the branch that is checked out."""
        here, there = self.git("show-ref"), self.there("show-ref")
        rows = [f"here {line}".split() for line in here.splitlines()]
        rows += [f"there {line}".split() for line in there.splitlines()]
        head = self.git("rev-parse", "--symbolic-full-name", "HEAD")
        return {**{f"{where} {name}": commit for where, commit, name in rows}, "HEAD": head}

    def files(self) -> dict[str, bytes]:
        """Every file outside .git."""
        paths = [path for path in self.work.rglob("*") if path.is_file() and ".git" not in path.parts]
        return {str(path.relative_to(self.work)): path.read_bytes() for path in paths}

    def tick(self) -> None:
        """A minute passes."""
        self._clock += 60
        stamp = f"{EPOCH + self._clock} +0000"
        self.environment |= {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}

    def _environment(self) -> dict[str, str]:
        own = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "GH_"))}
        return {
            **own,
            "HOME": str(self.folder),
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": str(self.folder / "gitconfig"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GH_STAND_IN": str(self.folder / "gh-state"),
            "GH_REMOTE": str(self.remote),
            "SOURCE_DATE_EPOCH": str(EPOCH),
        }

    def _put_gh(self) -> None:
        (self.folder / "gh-state").mkdir()
        (self.folder / "gh-state/state.json").write_text('{"logged_in": true, "pulls": [], "checks": []}')
        (self.folder / "bin").mkdir()
        script = self.folder / "bin/gh"
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -SE "{GH}" "$@"\n')
        script.chmod(0o755)

    def _state(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "gh-state/state.json").read_text())
        return found

    @contextlib.contextmanager
    def _inside(self, folder: Path, more: Mapping[str, str]) -> Iterator[None]:
        before, environment = os.getcwd(), dict(os.environ)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update({**self.environment, **more})
        try:
            yield
        finally:
            os.chdir(before)
            os.environ.clear()
            os.environ.update(environment)

    def _run(self, folder: Path, *command: str) -> str:
        done = subprocess.run(
            command, cwd=folder, env=self.environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, f"{command}: {done.stderr}{done.stdout}"
        return done.stdout.strip()
