"""The command in a process of its own: with a terminal, killed, and interrupted."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.gitflow.sandbox import GitSandbox
from tests.gitflow.test_finish import finished

REPOSITORY = str(Path(__file__).parents[2])


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "generator", "release", *arguments]


def _answering(sandbox: GitSandbox, answer: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())
    environment = {**sandbox.environment, "PYTHONPATH": REPOSITORY}
    try:
        return subprocess.run(
            _command(*arguments),
            cwd=sandbox.work,
            env=environment,
            stdin=theirs,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        os.close(ours)
        os.close(theirs)


def test_a_person_is_asked(sandbox: GitSandbox) -> None:
    before = sandbox.refs()
    refused = _answering(sandbox, "n", "start", "minor")
    assert refused.returncode == 1
    assert "Do these 6 steps? [y/N]" in refused.stderr
    assert "nothing was changed" in refused.stderr
    assert sandbox.refs() == before
    agreed = _answering(sandbox, "y", "start", "minor")
    assert agreed.returncode == 0, agreed.stderr
    assert sandbox.git("branch", "--show-current") == "release/1.3.0"


def test_killed_in_the_middle_of_the_push(sandbox: GitSandbox) -> None:
    """The hook runs as git's child, and kills the command that waits for git, and git."""
    sandbox.release("start", "minor", "--yes")
    hook = sandbox.work / ".git/hooks/pre-push"
    hook.write_text('#!/bin/sh\nkill -9 "$(cat ../pid)"\nkill -9 "$PPID"\n')
    hook.chmod(0o755)
    environment = {**sandbox.environment, "PYTHONPATH": REPOSITORY}
    script = 'echo $$ > ../pid; exec "$@"'
    killed = subprocess.run(
        ["sh", "-c", script, "sh", *_command("finish", "--no-pull-request", "--yes")],
        cwd=sandbox.work, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip
    assert killed.returncode == -9
    assert "v1.3.0" in sandbox.git("tag")
    assert "v1.3.0" not in sandbox.there("tag")
    hook.unlink()
    assert sandbox.release("finish", "--no-pull-request", "--yes").code == 0
    finished(sandbox, "1.3.0")


def test_the_help_names_every_command(sandbox: GitSandbox) -> None:
    environment = {**sandbox.environment, "PYTHONPATH": REPOSITORY}
    shown = subprocess.run(
        _command("--help"), cwd=sandbox.work, env=environment, capture_output=True, text=True, check=True
    )
    for name in ("start", "finish", "hotfix", "check", "status", "continue", "abort"):
        assert f"  {name} " in shown.stdout


def test_a_variable_of_a_git_hook_leads_nowhere_else(sandbox: GitSandbox, tmp_path: Path) -> None:
    result = sandbox.release("status", GIT_DIR=str(tmp_path / "nowhere"), GIT_INDEX_FILE="/nowhere")
    assert result.code == 0, result.err
