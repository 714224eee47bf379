"""What may happen to branches and tags."""

from __future__ import annotations

import pytest

from generator.naming.github import RULESETS
from tests.github.case import faults, rule, ruleset, workflow
from tests.golden.case import CASES

every_case = pytest.mark.parametrize("case", CASES)


@every_case
@pytest.mark.parametrize("noun", RULESETS)
def test_the_api_takes_every_body(case: str, noun: str) -> None:
    body = ruleset(case, noun)
    assert faults("create-a-repository-ruleset", body) == []
    kinds = [each["type"] for each in body["rules"]]
    assert len(set(kinds)) == len(kinds)


def test_the_schema_notices_a_misspelt_parameter() -> None:
    body = ruleset("minimal", "main")
    for each in body["rules"]:
        if each["type"] == "pull_request":
            each["parameters"]["required_approving_reviews"] = 1
    assert faults("create-a-repository-ruleset", body)


@every_case
@pytest.mark.parametrize("noun", RULESETS)
def test_nobody_goes_around_a_rule(case: str, noun: str) -> None:
    body = ruleset(case, noun)
    assert body["enforcement"] == "active"
    assert body["name"].startswith("canaryform ")
    if noun != "releasers":
        assert body["bypass_actors"] == []
        assert rule(case, noun, "deletion") == {}


@every_case
def test_who_may_make_tags_may_do_nothing_else_with_them(case: str) -> None:
    body = ruleset(case, "releasers")
    assert body["rules"] == [{"type": "creation"}]
    assert body["conditions"] == ruleset(case, "tags")["conditions"]
    assert body["bypass_actors"]


def test_releasers_have_github_s_numbers() -> None:
    roles = [{"actor_id": number, "actor_type": "RepositoryRole", "bypass_mode": "always"} for number in (5, 2)]
    assert ruleset("minimal", "releasers")["bypass_actors"] == roles
    assert ruleset("maximal", "releasers")["bypass_actors"] == [
        {"actor_id": 2, "actor_type": "RepositoryRole", "bypass_mode": "always"},
        {"actor_id": 4, "actor_type": "RepositoryRole", "bypass_mode": "always"},
        {"actor_type": "DeployKey", "bypass_mode": "always"},
        {"actor_id": 1234567, "actor_type": "Team", "bypass_mode": "always"},
        {"actor_id": 234567, "actor_type": "Integration", "bypass_mode": "always"},
        {"actor_id": 345678, "actor_type": "User", "bypass_mode": "always"},
    ]


@every_case
def test_no_force_push_ever(case: str) -> None:
    assert rule(case, "main", "non_fast_forward") == {}
    assert rule(case, "develop", "non_fast_forward") == {}
    assert rule(case, "tags", "update") == {}
    assert rule(case, "tags", "creation") is None
    assert rule(case, "releasers", "creation") == {}


@every_case
@pytest.mark.parametrize("noun", ["main", "develop"])
def test_the_required_check_is_the_last_job_of_the_workflow(case: str, noun: str) -> None:
    found = rule(case, noun, "required_status_checks")
    assert found
    contexts = [check["context"] for check in found["required_status_checks"]]
    assert contexts == ["canaryform"]
    assert list(workflow(case, "canaryform")["jobs"])[-1:] == contexts
    assert {check["integration_id"] for check in found["required_status_checks"]} == {15368}
    assert found["strict_required_status_checks_policy"] is (noun == "main")


@every_case
def test_main_as_it_is_recommended(case: str) -> None:
    found = rule(case, "main", "pull_request")
    assert found
    assert found["dismiss_stale_reviews_on_push"] is True
    assert found["required_review_thread_resolution"] is True


@every_case
def test_develop_as_it_is_recommended(case: str) -> None:
    found = rule(case, "develop", "pull_request")
    assert found
    assert found["dismiss_stale_reviews_on_push"] is False
    assert found["require_code_owner_review"] is False
    assert found["required_review_thread_resolution"] is True
    assert "merge" in found["allowed_merge_methods"], "a release is merged back"
    assert rule(case, "develop", "required_linear_history") is None


def test_branches_and_tags_have_the_names_of_the_spec() -> None:
    def refs(case: str, noun: str) -> list[str]:
        names = ruleset(case, noun)["conditions"]["ref_name"]
        assert names["exclude"] == []
        return list(names["include"])

    assert refs("maximal", "main") == ["refs/heads/trunk"]
    assert refs("maximal", "develop") == ["refs/heads/next"]
    assert refs("maximal", "tags") == ["refs/tags/shop-v*", "refs/tags/backstage-v*"]
    assert refs("minimal", "main") == ["refs/heads/main"]
    assert refs("python", "tags") == ["refs/tags/rc-*", "refs/tags/v*"]
    assert [ruleset("minimal", noun)["target"] for noun in RULESETS] == ["branch", "branch", "tag", "tag"]


@pytest.mark.parametrize(
    ("case", "approvals", "owners"),
    [("minimal", 1, False), ("maximal", 2, True), ("python", 0, False), ("untested", 1, True)],
)
def test_reviews(case: str, approvals: int, owners: bool) -> None:
    for noun in ("main", "develop"):
        found = rule(case, noun, "pull_request")
        assert found
        assert found["required_approving_review_count"] == approvals
    found = rule(case, "main", "pull_request")
    assert found
    assert found["require_code_owner_review"] is owners


@pytest.mark.parametrize(
    ("case", "signed", "linear", "into_main", "into_develop"),
    [
        ("minimal", False, False, ["merge"], ["merge", "squash", "rebase"]),
        ("python", True, False, ["merge"], ["merge", "squash"]),
        ("untested", False, True, ["squash", "rebase"], ["merge", "squash", "rebase"]),
        ("maximal", True, True, ["squash"], ["merge", "squash"]),
    ],
)
def test_what_is_optional(case: str, signed: bool, linear: bool, into_main: list[str], into_develop: list[str]) -> None:
    assert (rule(case, "main", "required_signatures") is not None) is signed
    assert (rule(case, "develop", "required_signatures") is not None) is signed
    assert (rule(case, "main", "required_linear_history") is not None) is linear
    for noun, methods in (("main", into_main), ("develop", into_develop)):
        found = rule(case, noun, "pull_request")
        assert found
        assert found["allowed_merge_methods"] == methods
