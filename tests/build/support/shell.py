"""Two ways in which a machine may run a build's commands so that variables and the folder persist."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

_SECONDS = 60


class Shell(Protocol):
    """Runs one command after the other."""

    def __init__(self, folder: Path, source: Path, environment: Mapping[str, str], log: Path) -> None: ...

    def run(self, command: str) -> int:
        """The command's exit status."""

    def close(self) -> None:
        """Ends what is still running."""


class OneShell:
    """All commands in one instance of bash, as AWS documents it.

    https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec-ref-versions
    A command that calls ``exit`` ends it for all that follow.
    """

    _LOOP = "while IFS= read -r file <&$IN; do . \"$file\" </dev/null; printf '%s\\n' $? >&$OUT; done"

    def __init__(self, folder: Path, source: Path, environment: Mapping[str, str], log: Path) -> None:
        self._folder = folder
        self._count = 0
        commands, self._commands = os.pipe()
        self._statuses, statuses = os.pipe()
        loop = self._LOOP.replace("$IN", str(commands)).replace("$OUT", str(statuses))
        with log.open("ab") as output:
            self._bash = subprocess.Popen(
                ["bash", "--noprofile", "--norc", "-c", loop],
                cwd=source,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=(commands, statuses),
            )
        os.close(commands)
        os.close(statuses)

    def run(self, command: str) -> int:
        self._count += 1
        file = self._folder / f"command{self._count}.sh"
        file.write_text(command + "\n", encoding="utf-8")
        try:
            os.write(self._commands, f"{file}\n".encode())
        except BrokenPipeError:
            return self._bash.wait(_SECONDS)
        status = b""
        while not status.endswith(b"\n"):
            part = os.read(self._statuses, 16)
            if not part:
                return self._bash.wait(_SECONDS) or 1
            status += part
        return int(status)

    def close(self) -> None:
        os.close(self._commands)
        os.close(self._statuses)
        with suppress(subprocess.TimeoutExpired):
            self._bash.wait(_SECONDS)
        self._bash.kill()


class ScriptPerCommand:
    """Each command in a script of its own, which hands its variables and folder on by files.

    So CodeBuild's machines look from inside: there are /codebuild/output/tmp/script.sh, env.sh and dir.txt,
    and CODEBUILD_LAST_EXIT among the variables. All variables are exported on the way.
    """

    def __init__(self, folder: Path, source: Path, environment: Mapping[str, str], log: Path) -> None:
        self._folder, self._environment, self._log = folder, dict(environment), log
        (folder / "dir.txt").write_text(f"{source}\n", encoding="utf-8")
        (folder / "env.sh").write_text("", encoding="utf-8")

    def run(self, command: str) -> int:
        script = self._folder / "script.sh"
        script.write_text(
            f'cd "$(cat {self._folder}/dir.txt)"\nset -a\n. {self._folder}/env.sh\n{command}\nCODEBUILD_LAST_EXIT=$?\n'
            f"export -p > {self._folder}/env.sh\npwd > {self._folder}/dir.txt\nexit $CODEBUILD_LAST_EXIT\n",
            encoding="utf-8",
        )
        with self._log.open("ab") as output:
            return subprocess.run(
                ["bash", "--noprofile", "--norc", str(script)],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                timeout=_SECONDS,
                check=False,
            ).returncode

    def close(self) -> None:
        pass


SHELLS = (OneShell, ScriptPerCommand)
