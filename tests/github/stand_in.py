"""A ``gh`` for PATH: keeps rulesets as GitHub does, records every call, and refuses when it is told to.

Lists come in pages of two and one after another, as versions of gh before 2.48 print them.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.command import REPOSITORY, canaryform

_GH = """\
#!{python}
import json, os, pathlib, signal, sys, time
folder = pathlib.Path({folder!r})
state = json.loads((folder / "state.json").read_text())
arguments, text = sys.argv[1:], sys.stdin.read()
with (folder / "calls.jsonl").open("a") as calls:
    calls.write(json.dumps([arguments, text]) + "\\n")
method = arguments[arguments.index("--method") + 1] if "--method" in arguments else "GET"
path = arguments[-1].partition("?")[0]
refusal = state["refusals"].get(method)
if refusal:
    sys.stdout.write(refusal["out"])
    sys.stderr.write(refusal["err"])
    sys.exit(refusal["code"])
rulesets = state["rulesets"]

def served(body, number):
    '''What GitHub makes of a body: its own fields, and rules in an order and with parameters of its own.'''
    rules = [dict(rule) for rule in reversed(body["rules"])]
    for rule in rules:
        if rule["type"] == "update":
            rule["parameters"] = {{"update_allows_fetch_and_merge": False}}
        if rule["type"] == "pull_request":
            rule["parameters"] = {{**rule["parameters"], "required_reviewers": []}}
    return {{
        "id": number, "name": body["name"], "target": body["target"], "source_type": "Repository",
        "source": "acme/shop", "enforcement": body["enforcement"], "conditions": body["conditions"], "rules": rules,
        "node_id": "RRS_lACkVXNlcgQB", "created_at": "2026-07-15T08:43:03Z", "updated_at": "2026-08-23T16:29:47Z",
        "bypass_actors": body["bypass_actors"], "current_user_can_bypass": "never",
        "_links": {{"self": {{"href": "https://api.github.com/repos/acme/shop/rulesets/%d" % number}}}},
    }}

def listed(ruleset):
    hidden = {{"rules", "conditions", "bypass_actors", "current_user_can_bypass"}}
    return {{key: value for key, value in ruleset.items() if key not in hidden}}

place = path.removeprefix("repos/acme/shop")
if method == "POST" and state["interrupt"] == len(rulesets):
    os.kill(os.getppid(), signal.SIGINT)
    time.sleep(60)  # Interrupted, the parent does not wait for this process.
if method == "GET" and not place.startswith("/rulesets"):
    answer = state["answers"].get(place)
    if answer is None:
        print(json.dumps({{"message": "Not Found", "status": "404"}}))
        sys.exit("gh: Not Found (HTTP 404)")
elif method == "POST":
    answer = served(json.loads(text), 100 + len(rulesets))
    rulesets.append(answer)
elif method == "PUT":
    number = int(path.rsplit("/", 1)[1])
    answer = served(json.loads(text), number)
    rulesets[:] = [answer if each["id"] == number else each for each in rulesets]
elif path.rsplit("/", 1)[1].isdigit():
    answer = next(each for each in rulesets if each["id"] == int(path.rsplit("/", 1)[1]))
else:
    answer = [listed(each) for each in rulesets]
    for start in range(0, max(len(answer), 1), 2):
        print(json.dumps(answer[start:start + 2]), end="")
    answer = None
if answer is not None:
    print(json.dumps(answer))
(folder / "state.json").write_text(json.dumps(state))
"""


ANSWERS: dict[str, Any] = {
    "": {
        "id": 456789,
        "full_name": "acme/shop",
        "owner": {"id": 123456, "login": "acme", "type": "Organization"},
        "created_at": "2024-02-29T08:43:03Z",
    },
    "/actions/oidc/customization/sub": {"use_default": True, "use_immutable_subject": False},
    "/collaborators": [{"login": "ann", "id": 1}, {"login": "bob", "id": 2}],
}
"""What GitHub says of the repository, by the path below it."""


@dataclass(frozen=True)
class Call:
    """One call of gh."""

    method: str
    path: str
    arguments: list[str]
    body: Any


class StandIn:
    """GitHub for a test: a repository's rulesets, and what was asked of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "gh"
        self.folder.mkdir()
        program = self.folder / "gh"
        program.write_text(_GH.format(python=sys.executable, folder=str(self.folder)), "utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self._put({"rulesets": [], "refusals": {}, "answers": ANSWERS, "interrupt": -1})

    @property
    def rulesets(self) -> list[dict[str, Any]]:
        return list(self._state()["rulesets"])

    def keep(self, *rulesets: dict[str, Any]) -> None:
        """From now on GitHub has these."""
        self._put({**self._state(), "rulesets": list(rulesets)})

    def say(self, place: str, answer: Any) -> None:
        """From now on answer so at a path below the repository's; None knows no such place."""
        state = self._state()
        self._put({**state, "answers": {**state["answers"], place: answer}})

    def interrupt(self, count: int) -> None:
        """Press Ctrl-C when a ruleset is to be made beside ``count`` others."""
        self._put({**self._state(), "interrupt": count})

    def refuse(self, method: str, out: str, err: str, code: int = 1) -> None:
        """From now on say no to a method."""
        state = self._state()
        self._put({**state, "refusals": {**state["refusals"], method: {"out": out, "err": err, "code": code}}})

    def agree(self) -> None:
        """Say no to nothing any more."""
        self._put({**self._state(), "refusals": {}})

    def calls(self) -> list[Call]:
        """What was asked, and forget it."""
        log = self.folder / "calls.jsonl"
        lines = log.read_text("utf-8").splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return [_call(*json.loads(line)) for line in lines]

    def run(self, folder: Path, *arguments: str, stdin: str = "") -> Any:
        """The real command, with this gh on its PATH."""
        return canaryform(
            folder, "github", *arguments, stdin=stdin, PATH=f"{self.folder}{os.pathsep}{os.environ['PATH']}"
        )

    def _state(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / "state.json").read_text("utf-8")))

    def _put(self, state: dict[str, Any]) -> None:
        (self.folder / "state.json").write_text(json.dumps(state), "utf-8")


def _call(arguments: list[str], text: str) -> Call:
    method = arguments[arguments.index("--method") + 1] if "--method" in arguments else "GET"
    return Call(method, arguments[-1], arguments, json.loads(text) if text else None)


__all__ = ["REPOSITORY", "Call", "StandIn"]
