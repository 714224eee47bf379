"""Stands in for gh: answers from a file, shaped like GitHub's own answers, and records every call.

GH_STAND_IN names a folder with ``state.json``; GH_REMOTE is the bare repository that plays GitHub's.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def main(arguments: list[str]) -> int:
    folder = Path(os.environ["GH_STAND_IN"])
    with (folder / "calls.jsonl").open("a") as calls:
        calls.write(json.dumps(arguments) + "\n")
    state = json.loads((folder / "state.json").read_text())
    if arguments == ["--version"]:
        _say("gh version 2.83.0 (2025-11-04)")
        return 0
    if not state["logged_in"]:
        _refuse("You are not logged into any GitHub hosts. To log in, run: gh auth login")
        return 4 if arguments[0] != "auth" else 1
    if arguments[0] == "auth":
        return 0
    if arguments[:2] == ["pr", "list"]:
        return _list(state, _options(arguments[2:]))
    if arguments[:2] == ["pr", "create"]:
        return _create(folder, state, _options(arguments[2:]))
    if arguments[0] == "api":
        return _check_runs(state, arguments[1])
    _refuse(f"unknown command {arguments}")
    return 1


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _refuse(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _options(arguments: list[str]) -> dict[str, str]:
    return dict(zip(arguments[::2], arguments[1::2], strict=True))


def _commit(branch: str) -> str:
    command = ["git", "--git-dir", os.environ["GH_REMOTE"], "rev-parse", "--verify", "--quiet", f"refs/heads/{branch}"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _list(state: dict[str, Any], options: dict[str, str]) -> int:
    found = []
    for pull in reversed(state["pulls"]):
        if (pull["headRefName"], pull["baseRefName"]) == (options["--head"], options["--base"]):
            head = _commit(pull["headRefName"]) if pull["state"] == "OPEN" else pull["headRefOid"]
            whole = {**pull, "headRefOid": head}
            found.append({field: whole[field] for field in options["--json"].split(",")})
    _say(json.dumps(found))
    return 0


def _create(folder: Path, state: dict[str, Any], options: dict[str, str]) -> int:
    head, base = options["--head"], options["--base"]
    if not _commit(head):
        _refuse("pull request create failed: GraphQL: Head sha can't be blank (createPullRequest)")
        return 1
    number = len(state["pulls"]) + 1
    pull = {
        "number": number,
        "url": f"https://github.com/{options['--repo']}/pull/{number}",
        "state": "OPEN",
        "headRefName": head,
        "baseRefName": base,
        "headRefOid": _commit(head),
        "mergeCommit": None,
        "title": options["--title"],
        "body": options["--body"],
    }
    state["pulls"].append(pull)
    (folder / "state.json").write_text(json.dumps(state))
    _say(str(pull["url"]))
    return 0


def _check_runs(state: dict[str, Any], path: str) -> int:
    """https://docs.github.com/en/rest/checks/runs#list-check-runs-for-a-git-reference"""
    commit = path.split("/commits/")[1].split("/")[0]
    runs = [
        {"id": index, "name": f"check {index}", "head_sha": commit, "status": status, "conclusion": conclusion}
        for index, (status, conclusion) in enumerate(state["checks"])
    ]
    _say(json.dumps({"total_count": len(runs), "check_runs": runs}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
