"""A shell in which the commands of a page are run one after the other, and what each prints."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import termios
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.golden.case import ROOT
from tests.patience import SECONDS, read_all

ADDRESS = "https://github.com/acme/shop.git"
_CONFIGURATION = """\
[user]
	name = Ada
	email = ada@example.com
[init]
	defaultBranch = main
[advice]
	detachedHead = false
"""


_HAS_BOARD = re.compile(r"canaryform (deploy|destroy)\b")


@dataclass
class Session:
    """A home folder with an empty repository in the place of the one at GitHub, and where the shell is in it."""

    home: Path
    variables: dict[str, str] = field(default_factory=dict)
    folder: Path = field(init=False)

    def __post_init__(self) -> None:
        self.folder = self.home
        remote = self.home / "github.git"
        subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch", "main", remote], check=True)
        text = f'{_CONFIGURATION}[url "file://{remote}"]\n\tpushInsteadOf = {ADDRESS}\n'
        (self.home / ".gitconfig").write_text(text, encoding="utf-8")

    def run(self, command: str) -> str:
        """Run a command, or a script, where the last one ended, and say what is left of its output.

        On a terminal a board takes the place of what deploy and destroy write to standard error.
        """
        with self._begin(command, subprocess.PIPE) as process:
            out, _ = process.communicate(timeout=SECONDS)
        self.folder = Path(self._place.read_text(encoding="utf-8").rstrip("\n"))
        return "".join(f"{line.rstrip()}\n" for line in out.splitlines())

    def show(self, command: str, columns: int, **more: str) -> str:
        """Run a command on a terminal of that width, and say what comes to it, colours included."""
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (50, columns))
        with self._begin(command, theirs, **more):
            os.close(theirs)
            text = read_all(ours)
        os.close(ours)
        return text

    def _begin(self, command: str, output: int, **more: str) -> subprocess.Popen[str]:
        has_board = _HAS_BOARD.match(command)
        return subprocess.Popen(
            ["bash", "-c", f"{command}\npwd > {self._place}\n"],
            cwd=self.folder,
            env={**self._environment, **self.variables, **more},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL if has_board else subprocess.STDOUT,
            encoding="utf-8",
        )

    @property
    def _place(self) -> Path:
        """Where the shell writes which folder it is in at the end."""
        return self.home / ".place"

    @property
    def _environment(self) -> Mapping[str, str]:
        return {
            "PATH": f"{ROOT / '.venv/bin'}:{os.environ['PATH']}",
            "HOME": str(self.home),
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm",
            "GIT_CONFIG_NOSYSTEM": "1",
            "CANARYFORM_CACHE_DIR": str(self.home.parent / "cache"),
        }
