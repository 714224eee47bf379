"""Whether AWS knows the repository's workflows again, and whether anybody could merge into it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import canaryform
from tests.github.stand_in import ANSWERS, StandIn

SUBJECT = "/actions/oidc/customization/sub"
FITTING = "acme/shop: 1 environment and 4 rulesets are as the spec says\n"


@pytest.fixture
def applied(installed: Path, github: StandIn) -> StandIn:
    github.run(installed, "apply", "--yes")
    return github


def _spec(shop: Path, line: str) -> None:
    spec = shop / "specs/shop.yaml"
    spec.write_text(f"{spec.read_text()}{line}\n")


def _repository(github: StandIn, **fields: Any) -> None:
    github.say("", {**ANSWERS[""], **fields})


def test_a_repository_that_is_named_by_its_name_needs_no_ids(installed: Path, applied: StandIn) -> None:
    done = applied.run(installed, "check")
    assert (done.returncode, done.stdout) == (0, FITTING)


@pytest.mark.parametrize("ids", ["123456, repository_id: 456789", '"123456", repository_id: "456789"'])
def test_ids_that_fit(installed: Path, applied: StandIn, ids: str) -> None:
    _spec(installed, f"git: {{owner_id: {ids}}}")
    applied.say(SUBJECT, {"use_default": True, "use_immutable_subject": True})
    done = applied.run(installed, "check")
    assert (done.returncode, done.stdout) == (0, FITTING)


def test_ids_of_another_repository(installed: Path, applied: StandIn) -> None:
    _spec(installed, "git: {owner_id: 123457, repository_id: 456780}")
    done = applied.run(installed, "check")
    assert done.returncode == 1
    assert done.stdout.splitlines()[1:] == [
        "acme/shop: the spec says git.owner_id: 123457, and GitHub 123456",
        "acme/shop: the spec says git.repository_id: 456780, and GitHub 456789",
    ]


NEEDED = (
    "acme/shop names itself to AWS by its ids, which the spec lacks: git: {owner_id: 123456, repository_id: 456789}"
)


def test_ids_that_are_needed_and_missing(installed: Path, applied: StandIn) -> None:
    applied.say(SUBJECT, {"use_default": True, "use_immutable_subject": True})
    done = applied.run(installed, "check")
    assert (done.returncode, done.stdout.splitlines()[1:]) == (1, [f"acme/shop: {NEEDED}"])
    told = applied.run(installed, "apply", "--dry-run")
    wanted = f"warning: AWS will refuse the deploy workflow: {NEEDED}. Mend specs/shop.yaml, then generate\n"
    assert (told.returncode, told.stderr) == (0, wanted)
    document = json.loads(applied.run(installed, "check", "--json").stdout)
    assert (document["ok"], document["misfits"]) == (False, [NEEDED])


@pytest.mark.parametrize(
    ("made", "is_needed"), [("2026-07-14T23:59:59Z", False), ("2026-07-15T00:00:00Z", True), (None, False)]
)
@pytest.mark.parametrize("subject", [None, {"use_default": True}, []])
def test_its_age_tells_where_github_does_not(
    installed: Path, applied: StandIn, made: str | None, is_needed: bool, subject: Any
) -> None:
    applied.say(SUBJECT, subject)
    _repository(applied, created_at=made)
    assert (NEEDED in applied.run(installed, "check").stdout) is is_needed


def test_a_repository_that_was_renamed(installed: Path, applied: StandIn) -> None:
    _repository(applied, full_name="Acme/Shop")
    done = applied.run(installed, "check")
    said = "the spec says repository: acme/shop, and GitHub Acme/Shop: AWS compares it letter by letter"
    assert (done.returncode, done.stdout.splitlines()[1]) == (1, f"acme/shop: {said}")


def test_a_subject_of_the_owner_s_own_making(installed: Path, applied: StandIn) -> None:
    applied.say(SUBJECT, {"use_default": False, "include_claim_keys": ["repo", "job_workflow_ref"]})
    done = applied.run(installed, "check")
    assert done.returncode == 1
    assert "chooses the claims of its OIDC subject itself" in done.stdout


def test_a_repository_that_is_not_there(installed: Path, applied: StandIn) -> None:
    applied.say("", None)
    for verb in ("check", "apply"):
        done = applied.run(installed, verb)
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr.startswith("error: cannot read repos/acme/shop at GitHub: Not Found (HTTP 404)\n")
        assert "check `repository` in the spec" in done.stderr


@pytest.mark.parametrize("answer", [[], "x", {"id": 1}, {"id": "x", "owner": {"id": 1}, "full_name": "a/b"}])
def test_an_answer_that_is_no_repository(installed: Path, applied: StandIn, answer: Any) -> None:
    applied.say("", answer)
    done = applied.run(installed, "check")
    assert done.returncode == 3
    assert done.stderr.startswith("error: cannot read what GitHub says of acme/shop: ")


ALONE = (
    "warning: 1 person can write to acme/shop, and a pull request needs 1 other to approve it: nobody could merge. "
    "Say git: {approvals: 0} in specs/shop.yaml\n"
)


def test_rules_under_which_nobody_could_merge(installed: Path, github: StandIn) -> None:
    github.say("/collaborators", [{"login": "ann"}])
    assert ALONE in github.run(installed, "apply", "--dry-run").stderr
    github.say("/collaborators", [{"login": "ann"}, {"login": "bob"}])
    assert "nobody could merge" not in github.run(installed, "apply", "--dry-run").stderr
    _spec(installed, "git: {approvals: 2}")
    assert "2 people can write to acme/shop" in github.run(installed, "apply", "--dry-run").stderr


def test_one_maintainer_who_asks_for_no_approval_or_cannot_be_counted(installed: Path, github: StandIn) -> None:
    github.say("/collaborators", None)
    assert "nobody could merge" not in github.run(installed, "apply", "--dry-run").stderr
    _spec(installed, "git: {approvals: 0}")
    github.say("/collaborators", [{"login": "ann"}])
    assert "nobody could merge" not in github.run(installed, "apply", "--dry-run").stderr


INIT = ("init", "--yes", "--project", "new", "--repository")


def _init(installed: Path, github: StandIn, *arguments: str) -> Any:
    return canaryform(installed, *INIT, *arguments, PATH=f"{github.folder}{os.pathsep}{os.environ['PATH']}")


def test_init_asks_for_the_ids(installed: Path, github: StandIn) -> None:
    done = _init(installed, github, "acme/shop", "--approvals", "0")
    assert done.returncode == 0
    assert "left out" not in done.stderr
    text = (installed / "specs/new.yaml").read_text()
    assert "  approvals: 0 #" in text
    assert "  owner_id: 123456 #" in text
    assert "  repository_id: 456789 #" in text
    (installed / "specs/shop.yaml").unlink()
    assert canaryform(installed, "validate", "specs/new.yaml").returncode == 0


def test_init_says_why_there_are_no_ids(installed: Path, github: StandIn) -> None:
    github.say("", None)
    done = _init(installed, github, "acme/shop")
    assert done.returncode == 0
    assert "git.owner_id and git.repository_id are left out: cannot read repos/acme/shop at GitHub" in done.stderr
    assert "owner_id" not in (installed / "specs/new.yaml").read_text()


def test_init_refuses_approvals_that_there_cannot_be(installed: Path, github: StandIn) -> None:
    done = _init(installed, github, "acme/shop", "--approvals", "7")
    assert done.returncode == 1
    assert "git.approvals: is 7; must be from 0 to 6" in done.stderr
    assert not (installed / "specs/new.yaml").exists()
