"""The commands of ``build.test`` -> those that no shell can read, as bash says who is to run them in CodeBuild.

Where there is no bash, or one older than CodeBuild's (macOS has 3.2), nothing is said: nothing that is generated
depends on what is found here. ``-n`` reads and runs nothing:
https://www.gnu.org/software/bash/manual/html_node/The-Set-Builtin.html
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence

from generator.app.checkout.finding import Finding

_PLAIN = re.compile(
    r"(?!(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|select|function|time|coproc)\b)[\w@%+=:,./ -]*"
)
"""What every shell can read: most commands need no bash to say so."""
_OLDEST = 4
_SECONDS = 10


def findings(commands: Sequence[str]) -> Iterator[Finding]:
    """A finding for each command that bash refuses, at its place in the list."""
    for index, command in enumerate(commands):
        if not _PLAIN.fullmatch(command) and (refusal := _refusal(command)):
            message = f"`{command}` is no command that a shell can read: {refusal}"
            yield Finding(("build", "test", index), message, "each item of build.test is run by bash, by itself")


def _refusal(command: str) -> str:
    """Why bash cannot read it, in bash's words; empty where it can, or where no bash can say."""
    bash = shutil.which("bash")
    if bash is None:
        return ""
    import subprocess  # Most commands are plain, and start nothing.

    def run(*arguments: str, text: str = "") -> tuple[int, str]:
        environment = {"LC_ALL": "C.UTF-8"}  # And no BASH_ENV, which would be run.
        result = subprocess.run(
            [bash, *arguments], input=text.encode(), env=environment, capture_output=True, timeout=_SECONDS, check=False
        )
        return result.returncode, (result.stdout + result.stderr).decode("utf-8", "replace").strip()

    try:
        code, said = run("--norc", "--noprofile", "-n", "-s", text=f"{command}\n")
        _, oldest = run("-c", "echo $BASH_VERSINFO") if code else (0, "")
    except (OSError, subprocess.TimeoutExpired):
        return ""
    if not code or not oldest.isdecimal() or int(oldest) < _OLDEST:
        return ""
    return re.sub(r"^\S*bash: (?:line \d+: )?", "", said.splitlines()[0] if said else "syntax error")
