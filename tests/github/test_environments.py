"""``canaryform github apply`` and ``check``: environments that take deployments from the main branch only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.github.case import faults
from tests.github.stand_in import StandIn

CHOSEN = {"protected_branches": False, "custom_branch_policies": True}
MAIN = {"id": 361471, "name": "main", "type": "branch"}


def _policies(github: StandIn, name: str) -> list[tuple[str, str]]:
    return [(each["name"], each["type"]) for each in github.environments[name]["policies"]]


def test_they_are_made_before_anything_else(installed: Path, github: StandIn) -> None:
    done = github.run(installed, "apply", "--environments", "--yes")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "created: environment shop-dev"
    assert "never" not in done.stderr
    assert github.rulesets == []
    assert [kept["body"] for kept in github.environments.values()] == [{"deployment_branch_policy": CHOSEN}]
    assert _policies(github, "shop-dev") == [("main", "branch")]
    github.calls()
    again = github.run(installed, "apply", "--environments")
    assert again.stdout == "acme/shop: 1 environment is as the spec says\n"
    assert {call.method for call in github.calls()} == {"GET"}


def test_one_that_github_made_for_a_workflow_is_protected(installed: Path, github: StandIn) -> None:
    """Its reviewers and its delay stay: an update that leaves them out would take them away."""
    github.run(installed, "apply", "--yes")
    people: dict[str, Any] = {
        "wait_timer": 30, "prevent_self_review": True, "reviewers": [{"type": "Team", "id": 7}],
    }  # fmt: skip
    github.keep_environment("shop-dev", [], **people)
    found = github.run(installed, "check")
    assert found.returncode == 1
    assert '-  "deployment_branch_policy": null,' in found.stdout.splitlines()
    assert found.stdout.splitlines()[-1] == "acme/shop: 1 environment not as the spec says; `canaryform github apply`"
    github.calls()
    assert github.run(installed, "apply", "--yes").stdout.splitlines()[-1] == "updated: environment shop-dev"
    [put] = [call for call in github.calls() if call.method == "PUT"]
    assert put.body == {**people, "deployment_branch_policy": CHOSEN}
    assert faults("create-or-update-environment", put.body) == []
    assert _policies(github, "shop-dev") == [("main", "branch")]
    assert github.run(installed, "check").returncode == 0


def test_other_branches_and_tags_lose_their_way_in(installed: Path, github: StandIn) -> None:
    others = [MAIN, {"id": 2, "name": "feature/*", "type": "branch"}, {"id": 3, "name": "main", "type": "tag"}]
    github.keep_environment("other", others, deployment_branch_policy=CHOSEN)
    github.keep_environment("shop-dev", others, deployment_branch_policy=CHOSEN)
    shown = github.run(installed, "apply", "--environments", "--dry-run").stdout
    assert '-      "name": "feature/*",' in shown.splitlines()
    assert shown.splitlines()[-1] == "acme/shop: 1 environment would change"
    assert len(github.environments["shop-dev"]["policies"]) == 3
    github.calls()
    github.run(installed, "apply", "--environments", "--yes")
    assert _policies(github, "shop-dev") == [("main", "branch")]
    assert github.environments["other"]["policies"] == others
    root = "repos/acme/shop/environments/shop-dev"
    assert [call.method for call in github.calls() if call.path.startswith(root) and call.method != "GET"] == [
        "DELETE",
        "DELETE",
    ]


def test_what_was_remembered_of_an_earlier_time_goes_too(installed: Path, github: StandIn) -> None:
    policies = [{"id": 2, "name": "old", "type": "branch"}]
    protected = {"protected_branches": True, "custom_branch_policies": False}
    github.keep_environment("shop-dev", policies, deployment_branch_policy=protected)
    github.run(installed, "apply", "--environments", "--yes")
    assert _policies(github, "shop-dev") == [("main", "branch")]


def test_the_comparison_as_json(installed: Path, github: StandIn) -> None:
    document = json.loads(github.run(installed, "check", "--json").stdout)
    assert document["ok"] is False
    assert [(each["name"], bool(each["diff"])) for each in document["environments"]] == [("shop-dev", True)]


def test_the_stand_in_shows_them_as_the_real_one_does(installed: Path, github: StandIn) -> None:
    github.run(installed, "apply", "--environments", "--yes")
    for kept in github.environments.values():
        assert [faults("deployment-branch-policy", each) for each in kept["policies"]] == [[]]
