"""A ``gh`` for PATH: keeps rulesets and environments as GitHub does, records every call, refuses when told to.

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
if arguments[0] == "auth":
    sys.exit(not state["login"])
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

def environment(name, kept):
    '''How GitHub shows an environment; its rules are in a form of their own.'''
    body, rules = kept["body"], []
    if body.get("wait_timer"):
        rules.append({{"id": 1, "node_id": "x", "type": "wait_timer", "wait_timer": body["wait_timer"]}})
    if body.get("reviewers"):
        people = [{{"type": each["type"], "reviewer": {{"id": each["id"]}}}} for each in body["reviewers"]]
        own = bool(body.get("prevent_self_review"))
        rule = {{"id": 2, "node_id": "y", "prevent_self_review": own, "type": "required_reviewers"}}
        rules.append({{**rule, "reviewers": people}})
    policy = body.get("deployment_branch_policy")
    if policy:
        rules.append({{"id": 3, "node_id": "z", "type": "branch_policy"}})
    url = "https://api.github.com/repos/acme/shop/environments/" + name
    return {{
        "id": 56780428, "node_id": "MDExOkVudmlyb25tZW50NTY3ODA0Mjg=", "name": name, "url": url, "html_url": url,
        "created_at": "2026-11-23T22:00:40Z", "updated_at": "2026-11-23T22:00:40Z", "protection_rules": rules,
        "deployment_branch_policy": policy,
    }}

def about_environments(parts, kept):
    '''https://docs.github.com/en/rest/deployments/environments and .../branch-policies.'''
    if not parts:
        return {{"total_count": len(kept), "environments": [environment(*each) for each in kept.items()]}}
    name, policies = parts[0], kept.get(parts[0], {{}}).get("policies", [])
    if method == "PUT":
        kept[name] = {{"body": json.loads(text), "policies": policies}}
        return environment(name, kept[name])
    if method == "POST":
        policies.append({{"id": 361471 + len(policies), "node_id": "MDE2Ok", "type": "branch", **json.loads(text)}})
        return policies[-1]
    if method == "DELETE":
        policies[:] = [each for each in policies if each["id"] != int(parts[2])]
        return None
    return {{"total_count": len(policies), "branch_policies": policies}}

place = path.removeprefix("repos/acme/shop")
if place.startswith("/environments"):
    answer = about_environments(place.split("/")[2:], state["environments"])
    if answer is not None:
        print(json.dumps(answer))
    (folder / "state.json").write_text(json.dumps(state))
    sys.exit()
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
        self._put(
            {"rulesets": [], "environments": {}, "refusals": {}, "answers": ANSWERS, "interrupt": -1, "login": True}
        )

    @property
    def rulesets(self) -> list[dict[str, Any]]:
        return list(self._state()["rulesets"])

    @property
    def environments(self) -> dict[str, Any]:
        """Name -> the body that it was last given, and the branches and tags that may deploy to it."""
        return dict(self._state()["environments"])

    def keep_environment(self, name: str, policies: list[dict[str, Any]], **body: Any) -> None:
        """From now on GitHub has this environment, and what may deploy to it."""
        kept = {**self.environments, name: {"body": body, "policies": policies}}
        self._put({**self._state(), "environments": kept})

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

    def log_out(self) -> None:
        """From now on gh acts for nobody."""
        self._put({**self._state(), "login": False})

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
        return canaryform(folder, "github", *arguments, stdin=stdin, PATH=self.path)

    @property
    def path(self) -> str:
        """The PATH on which this gh comes first."""
        return f"{self.folder}{os.pathsep}{os.environ['PATH']}"

    def _state(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / "state.json").read_text("utf-8")))

    def _put(self, state: dict[str, Any]) -> None:
        (self.folder / "state.json").write_text(json.dumps(state), "utf-8")


def _call(arguments: list[str], text: str) -> Call:
    method = arguments[arguments.index("--method") + 1] if "--method" in arguments else "GET"
    return Call(method, arguments[-1], arguments, json.loads(text) if text else None)


__all__ = ["REPOSITORY", "Call", "StandIn"]
