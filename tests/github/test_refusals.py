"""Every way in which GitHub, gh or the spec says no: named, with what to do, and nothing changed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.command import canaryform, put_spec
from tests.github.case import faults
from tests.github.stand_in import StandIn

PLAN = "Upgrade to GitHub Pro or make this repository public to enable this feature."
ROOT = "repos/acme/shop/rulesets"


def _body(message: str, status: int) -> str:
    body = {"message": message, "documentation_url": "https://docs.github.com/rest", "status": str(status)}
    assert faults("basic-error", body) == []
    return json.dumps(body)


@pytest.mark.parametrize(
    ("status", "message", "hint"),
    [
        (401, "Bad credentials", "the login has expired or was withdrawn; log in with: gh auth login"),
        (403, PLAN, "GitHub has rulesets for private repositories on paid plans only"),
        (403, "Must have admin rights to Repository.", "rulesets take an administrator of the repository"),
        (403, "Resource not accessible by personal access token", "rulesets take an administrator"),
        (403, "API rate limit exceeded for user ID 1.", "wait a few minutes, and run the same command again"),
        (403, "You have exceeded a secondary rate limit.", "wait a few minutes"),
        (429, "Too Many Requests", "wait a few minutes"),
        (
            403,
            "Resource protected by organization SAML enforcement.",
            "authorise gh for the organisation's single sign-on: gh auth refresh",
        ),
        (404, "Not Found", "check `repository` in the spec"),
        (500, "Server Error", "GitHub itself has a problem (https://www.githubstatus.com)"),
        (503, "Service Unavailable", "GitHub itself has a problem"),
    ],
)
@pytest.mark.parametrize("verb", ["apply", "check"])
def test_github_refuses(installed: Path, github: StandIn, verb: str, status: int, message: str, hint: str) -> None:
    github.refuse("GET", _body(message, status), f"gh: {message} (HTTP {status})\n")
    done = github.run(installed, verb)
    assert (done.returncode, done.stdout) == (3, "")
    first, second = done.stderr.splitlines()
    assert first == f"error: cannot read {ROOT} at GitHub: {message} (HTTP {status})"
    assert second.startswith(f"  hint: {hint}")


def test_a_body_that_github_does_not_take(installed: Path, github: StandIn) -> None:
    body = {
        "message": "Validation Failed",
        "errors": ["Name must be unique", {"message": "no such app"}],
        "status": "422",
    }
    assert github.run(installed, "apply", "--environments", "--yes").returncode == 0
    github.refuse("POST", json.dumps(body), "gh: Validation Failed (HTTP 422)\nName must be unique\n")
    done = github.run(installed, "apply", "--yes")
    assert done.returncode == 3
    wanted = f"error: cannot write {ROOT} at GitHub: Validation Failed; Name must be unique; no such app (HTTP 422)"
    assert wanted in done.stderr.splitlines()


def test_a_body_that_is_no_json(installed: Path, github: StandIn) -> None:
    github.refuse("GET", "<html>", "gh: Bad Gateway (HTTP 502)\n")
    done = github.run(installed, "check")
    assert done.returncode == 3
    assert "Bad Gateway (HTTP 502)" in done.stderr


def test_nobody_is_logged_in(installed: Path, github: StandIn) -> None:
    github.refuse("GET", "", "To get started with GitHub CLI, please run:  gh auth login\n", code=4)
    done = github.run(installed, "check")
    assert done.returncode == 3
    assert done.stderr == (
        f"error: cannot read {ROOT} at GitHub: gh is not logged in to github.com\n  hint: log in with: gh auth login\n"
    )


def test_there_is_no_network(installed: Path, github: StandIn) -> None:
    github.refuse("GET", "", "error connecting to api.github.com\ncheck your internet connection\n")
    done = github.run(installed, "check")
    assert done.returncode == 3
    assert "error connecting to api.github.com; check your internet connection" not in done.stdout
    assert "error connecting to api.github.com" in done.stderr


def test_there_is_no_gh(installed: Path, tmp_path: Path) -> None:
    done = canaryform(installed, "github", "apply", "--yes", PATH=os.fspath(tmp_path))
    assert done.returncode == 3
    assert done.stderr.splitlines() == [
        f"error: cannot read {ROOT} at GitHub: gh is not installed",
        "  hint: get it from https://cli.github.com, then log in with: gh auth login",
    ]


@pytest.mark.parametrize("answer", ["", "no JSON", '{"a": 1}', "[1]", '[{"name": "canaryform main"}]', "[[]", "[" * 9])
def test_gh_answers_something_strange(installed: Path, github: StandIn, answer: str) -> None:
    github.refuse("GET", answer, "", code=0)
    done = github.run(installed, "check")
    assert "Traceback" not in done.stderr
    assert done.returncode == 3


def test_the_spec_is_wrong(installed: Path, github: StandIn) -> None:
    spec = installed / "specs/shop.yaml"
    spec.write_text(spec.read_text().replace("us-west-2", "moon-1"))
    for verb in ("apply", "check", "install"):
        done = github.run(installed, verb)
        assert done.returncode == 1
        assert "specs/shop.yaml:2:9: error: region:" in done.stderr
        assert "; nothing was changed" in done.stderr
    document = json.loads(github.run(installed, "check", "--json").stdout)
    assert document["problems"][0]["path"] == "region"
    assert github.calls() == []


def test_specs_of_two_repositories_are_not_one_side(installed: Path, github: StandIn, tmp_path: Path) -> None:
    other = put_spec(installed, "other.yaml", "other")
    other.write_text(other.read_text().replace("acme/shop", "acme/other"))
    # One that is named decides; the other one is left alone.
    assert github.run(installed, "check", "specs/shop.yaml").returncode == 1
    done = github.run(installed, "check")
    assert done.returncode == 1
    assert (
        "specs/shop.yaml:3:13: error: repository: is acme/shop, and specs/other.yaml is for acme/other" in done.stderr
    )
    assert github.run(tmp_path, "check").returncode == 2
    assert github.run(tmp_path, "check", "none.yaml").returncode == 3
