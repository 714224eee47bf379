"""Runs gh, GitHub's own command line: the only file that does."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import OutsideError
from generator.gitflow.git import Answer

_OURS = {"LC_ALL": "C", "GH_PROMPT_DISABLED": "1", "GH_NO_UPDATE_NOTIFIER": "1", "NO_COLOR": "1", "GH_PAGER": "cat"}
_FIELDS = "number,url,state,headRefOid,mergeCommit"
_PASSED = frozenset({"success", "neutral", "skipped"})


@dataclass(frozen=True)
class PullRequest:
    """One pull request."""

    number: int
    url: str
    state: str
    """OPEN, MERGED or CLOSED."""
    head: str
    """The commit that it brings."""
    merge: str | None
    """The commit that it became."""


class Gh:
    """gh for one repository at GitHub; with ``seconds``, no call takes longer."""

    def __init__(
        self, folder: Path, environment: Mapping[str, str], repository: str, *, seconds: float | None = None
    ) -> None:
        self.repository = repository
        self._seconds = seconds
        self._folder = folder
        self._environment = {**environment, **_OURS}

    def run(self, arguments: Sequence[str], text: str = "") -> Answer | None:
        """Run ``gh`` with ``arguments``, and ``text`` as its input; None when there is no gh."""
        try:
            done = subprocess.run(
                ["gh", *arguments],
                cwd=self._folder,
                env=self._environment,
                input=text,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=self._seconds,
                check=False,
            )
        except FileNotFoundError:
            return None
        except subprocess.TimeoutExpired as refusal:
            why = f"gh did not answer within {self._seconds:g} seconds"
            raise OutsideError("cannot ask GitHub", why, "is there a network? gh auth status") from refusal
        except OSError as refusal:
            raise OutsideError.from_os("cannot run gh", refusal) from refusal
        return Answer(done.returncode, done.stdout, done.stderr)

    def is_there(self) -> bool:
        """Whether gh is installed."""
        return self.run(["--version"]) is not None

    def is_logged_in(self) -> bool:
        """Whether gh may act for somebody at GitHub."""
        answer = self.run(["auth", "status", "--hostname", "github.com"])
        return answer is not None and answer.code == 0

    def pull_requests(self, head: str, base: str) -> tuple[PullRequest, ...]:
        """Those from one branch into another, the newest first; OutsideError when GitHub does not say."""
        found = self._json(
            "pr", "list", "--repo", self.repository, "--head", head, "--base", base,
            "--state", "all", "--limit", "30", "--json", _FIELDS,
        )  # fmt: skip
        return tuple(_pull_request(each) for each in found)

    def is_green(self, commit: str) -> bool | None:
        """Whether every check of a commit passed; None while some still run, or when there are none.

        https://docs.github.com/en/rest/checks/runs#list-check-runs-for-a-git-reference
        """
        found = self._json("api", f"repos/{self.repository}/commits/{commit}/check-runs?per_page=100")
        runs = found["check_runs"]
        if any(run["status"] == "completed" and run["conclusion"] not in _PASSED for run in runs):
            return False
        return True if runs and all(run["status"] == "completed" for run in runs) else None

    def _json(self, *arguments: str) -> Any:
        answer = self.run(arguments)
        what = f"cannot ask GitHub about {self.repository}"
        if answer is None:
            raise OutsideError(what, "gh is not installed", "https://cli.github.com")
        if answer.code:
            raise OutsideError(what, answer.why, "is git.repository right, and may you see it? gh auth status")
        try:
            return json.loads(answer.out)
        except ValueError as refusal:
            raise OutsideError(what, f"gh answered no JSON: {refusal}") from refusal


def _pull_request(found: Mapping[str, Any]) -> PullRequest:
    merge = found.get("mergeCommit") or {}
    return PullRequest(found["number"], found["url"], found["state"], found["headRefOid"], merge.get("oid"))
