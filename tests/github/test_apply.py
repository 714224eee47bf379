"""``canaryform github apply`` and ``check``, against a GitHub that keeps what it is given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.github.case import faults
from tests.github.stand_in import StandIn

ENVIRONMENTS = ["shop-dev"]
NAMES = ["canaryform main", "canaryform develop", "canaryform tags", "canaryform releasers"]
FOREIGN: dict[str, Any] = {
    "id": 7, "name": "ours alone", "target": "branch", "source": "acme/shop", "enforcement": "active",
    "conditions": None, "rules": [], "bypass_actors": [],
}  # fmt: skip


def _change(github: StandIn, name: str, **fields: Any) -> None:
    """Somebody clicks about in the settings."""
    github.keep(*({**each, **fields} if each["name"] == name else each for each in github.rulesets))


def test_everything_is_created_as_the_api_takes_it(installed: Path, github: StandIn) -> None:
    done = github.run(installed, "apply", "--yes")
    assert done.returncode == 0, done.stderr
    calls = github.calls()
    first, changes = calls[0], [call for call in calls if call.method != "GET"]
    environments, others = changes[:2], changes[2:]
    assert (first.method, first.path) == ("GET", "repos/acme/shop/rulesets?per_page=100&includes_parents=false")
    assert "--paginate" in first.arguments
    assert [(call.method, call.path) for call in others] == [("POST", "repos/acme/shop/rulesets")] * 4
    assert [call.body["name"] for call in others] == NAMES
    root = "repos/acme/shop/environments"
    assert [(call.method, call.path) for call in environments] == [
        (method, f"{root}/{name}{rest}")
        for name in ENVIRONMENTS
        for method, rest in (("PUT", ""), ("POST", "/deployment-branch-policies"))
    ]
    for call in environments:
        schema = {"PUT": "create-or-update-environment", "POST": "deployment-branch-policy-name-pattern-with-type"}
        assert faults(schema[call.method], call.body) == []
    for call in (first, *environments, *others):
        assert call.arguments[:3] == ["api", "--hostname", "github.com"]
        assert "X-GitHub-Api-Version: 2022-11-28" in call.arguments
    assert [faults("create-a-repository-ruleset", call.body) for call in others] == [[], [], [], []]
    made = [*(f"environment {name}" for name in ENVIRONMENTS), *NAMES]
    assert done.stdout.splitlines()[-5:] == [f"created: {name}" for name in made]


def test_the_stand_in_answers_as_the_real_one_does(installed: Path, github: StandIn) -> None:
    github.run(installed, "apply", "--yes")
    assert [faults("repository-ruleset", each) for each in github.rulesets] == [[], [], [], []]


def test_a_second_time_there_is_nothing_to_do(installed: Path, github: StandIn) -> None:
    # More than a page of others before ours.
    github.keep(*({**FOREIGN, "id": number, "name": f"other {number}"} for number in range(5)))
    github.run(installed, "apply", "--yes")
    github.calls()
    before = github.rulesets
    for arguments in (["apply"], ["apply", "--yes"], ["check"]):
        done = github.run(installed, *arguments)
        assert (done.returncode, done.stdout) == (
            0,
            "acme/shop: 1 environment and 4 rulesets are as the spec says\n",
        ), done
    assert {call.method for call in github.calls()} == {"GET"}
    assert github.rulesets == before


def test_what_was_changed_by_hand_is_shown_and_put_back(installed: Path, github: StandIn) -> None:
    github.keep(FOREIGN)
    github.run(installed, "apply", "--yes")
    github.calls()
    admins = [{"actor_id": 5, "actor_type": "RepositoryRole", "bypass_mode": "always"}]
    _change(github, NAMES[0], bypass_actors=admins, enforcement="disabled")

    found = github.run(installed, "check")
    assert found.returncode == 1
    lines = found.stdout.splitlines()
    assert lines[:2] == [f"--- {NAMES[0]} (at GitHub)", f"+++ {NAMES[0]} (from the spec)"]
    assert '-  "enforcement": "disabled",' in lines
    assert '+  "enforcement": "active",' in lines
    assert '-      "actor_type": "RepositoryRole",' in lines
    assert NAMES[1] not in found.stdout
    assert lines[-1] == "acme/shop: 1 ruleset not as the spec says; `canaryform github apply`"

    shown = github.run(installed, "apply", "--dry-run")
    assert shown.returncode == 0
    assert shown.stdout.splitlines()[:-1] == lines[:-1]
    assert shown.stdout.splitlines()[-1] == "acme/shop: 1 ruleset would change"
    assert {call.method for call in github.calls()} == {"GET"}

    done = github.run(installed, "apply", "--yes")
    assert done.stdout.splitlines()[-1] == f"updated: {NAMES[0]}"
    [put] = [call for call in github.calls() if call.method != "GET"]
    [number] = [each["id"] for each in github.rulesets if each["name"] == NAMES[0]]
    assert (put.method, put.path) == ("PUT", f"repos/acme/shop/rulesets/{number}")
    assert github.run(installed, "check").returncode == 0
    assert FOREIGN in github.rulesets


def test_a_rule_too_many_is_a_difference(installed: Path, github: StandIn) -> None:
    github.run(installed, "apply", "--yes")
    [tags] = [each for each in github.rulesets if each["name"] == NAMES[2]]
    _change(github, NAMES[2], rules=[*tags["rules"], {"type": "creation"}])
    found = github.run(installed, "check")
    assert found.returncode == 1
    assert '-      "type": "creation"' in found.stdout.splitlines()


def test_a_check_by_anybody_is_a_difference(installed: Path, github: StandIn) -> None:
    github.run(installed, "apply", "--yes")
    [main] = [each for each in github.rulesets if each["name"] == NAMES[0]]
    for rule in main["rules"]:
        for check in rule.get("parameters", {}).get("required_status_checks", []):
            check.pop("integration_id")
    _change(github, NAMES[0], rules=main["rules"])
    assert '+            "integration_id": 15368' in github.run(installed, "check").stdout.splitlines()


def test_who_may_not_see_the_bypass_is_told_so(installed: Path, github: StandIn) -> None:
    github.run(installed, "apply", "--yes")
    github.keep(*({key: value for key, value in each.items() if key != "bypass_actors"} for each in github.rulesets))
    found = github.run(installed, "check")
    assert found.returncode == 0
    assert found.stderr.startswith("warning: GitHub does not tell you who may bypass the rules")


def test_another_releaser_is_a_difference(installed: Path, github: StandIn) -> None:
    github.run(installed, "apply", "--yes")
    [releasers] = [each for each in github.rulesets if each["name"] == NAMES[3]]
    by_anybody = {"actor_id": 4, "actor_type": "RepositoryRole", "bypass_mode": "always"}
    _change(github, NAMES[3], bypass_actors=[*releasers["bypass_actors"], by_anybody])
    found = github.run(installed, "check")
    assert found.returncode == 1
    assert '-      "actor_id": 4,' in found.stdout.splitlines()
    assert github.run(installed, "apply", "--yes").returncode == 0
    assert github.run(installed, "check").returncode == 0


def test_it_asks_before_it_changes_anything(installed: Path, github: StandIn) -> None:
    no = github.run(installed, "apply", stdin="n\n")
    assert (no.returncode, github.rulesets) == (1, [])
    assert "Change 1 environment and 4 rulesets of acme/shop? [y/N]" in no.stderr
    assert no.stderr.rstrip().endswith("nothing was changed")
    nobody = github.run(installed, "apply")
    assert (nobody.returncode, github.rulesets) == (2, [])
    assert "--yes does not ask" in nobody.stderr
    assert github.run(installed, "apply", stdin="y\n").returncode == 0
    assert len(github.rulesets) == 4


def test_it_warns_of_checks_that_nothing_would_run(shop: Path, github: StandIn) -> None:
    warning = "warning: .github/workflows/canaryform.yml is not there"
    assert warning in github.run(shop, "apply", "--dry-run").stderr
    assert github.run(shop, "install").returncode == 0
    assert warning not in github.run(shop, "apply", "--dry-run").stderr


def test_what_was_done_before_a_refusal_stays_done(installed: Path, github: StandIn) -> None:
    github.run(installed, "apply", "--yes")
    for name in NAMES[:2]:
        _change(github, name, enforcement="disabled")
    github.keep(*(each for each in github.rulesets if each["name"] != NAMES[3]))
    github.refuse("POST", '{"message": "Server Error"}', "gh: Server Error (HTTP 502)\n")
    stopped = github.run(installed, "apply", "--yes")
    assert stopped.returncode == 3
    assert stopped.stdout.splitlines()[-2:] == [f"updated: {name}" for name in NAMES[:2]]
    assert "run the same command again later" in stopped.stderr
    github.agree()
    assert github.run(installed, "apply", "--yes").stdout.splitlines()[-1] == f"created: {NAMES[3]}"
    assert github.run(installed, "check").returncode == 0


def test_the_comparison_as_json(installed: Path, github: StandIn) -> None:
    github.run(installed, "apply", "--yes")
    agreed = json.loads(github.run(installed, "check", "--json").stdout)
    assert agreed["ok"] is True
    assert [each["name"] for each in agreed["rulesets"]] == NAMES
    _change(github, NAMES[1], enforcement="evaluate")
    differing = github.run(installed, "check", "--json")
    assert differing.returncode == 1
    document = json.loads(differing.stdout)
    assert document["ok"] is False
    assert [bool(each["diff"]) for each in document["rulesets"]] == [False, True, False, False]
    assert document["repository"] == "acme/shop"


def test_what_ctrl_c_leaves_is_named_and_the_rest_made_later(installed: Path, github: StandIn) -> None:
    github.interrupt(0)
    stopped = github.run(installed, "apply", "--yes")
    assert (stopped.returncode, github.rulesets) == (130, [])
    assert "after environment shop-dev; run it again" in stopped.stderr
    github.interrupt(2)
    stopped = github.run(installed, "apply", "--yes")
    assert stopped.returncode == 130
    assert f"after {NAMES[0]}, {NAMES[1]}; run it again" in stopped.stderr
    assert [each["name"] for each in github.rulesets] == NAMES[:2]
    github.interrupt(-1)
    assert github.run(installed, "apply", "--yes").stdout.splitlines()[-1] == f"created: {NAMES[3]}"
