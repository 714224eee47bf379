"""What lint prints for programs: SARIF, GitHub's annotations, JSON; and what it explains."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import canaryform

POLICY = """\
{
  "Statement": [
    {"Effect": "Deny", "Action": "Update:Replace", "Principal": "*", "Resource": "*"}
  ]
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ecs.stack-policy.json").write_text(POLICY)
    (tmp_path / "notes.txt").write_text("nothing to judge")
    return tmp_path


def test_sarif_has_the_rule_its_place_and_what_was_not_judged(folder: Path) -> None:
    result = canaryform(folder, "lint", ".", "--format", "sarif")
    [run] = json.loads(result.stdout)["runs"]
    [found] = run["results"]
    assert result.returncode == 1
    assert (found["ruleId"], found["level"]) == ("update-allowed", "error")
    assert found["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "ecs.stack-policy.json"},
        "region": {"startLine": 2, "startColumn": 3},
    }
    assert run["tool"]["driver"]["rules"][0]["helpUri"].startswith("https://docs.aws.amazon.com/")
    [note] = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("notes.txt was not judged")


def test_github_shows_it_at_the_line(folder: Path) -> None:
    result = canaryform(folder, "lint", ".", "--format", "github")
    assert result.stdout.startswith(
        "::error file=ecs.stack-policy.json,line=2,col=3,title=update-allowed::allows nothing"
    )
    assert result.stdout.count("\n") == 1


def test_files_that_are_not_judged_are_named(folder: Path) -> None:
    assert "not judged: notes.txt" in canaryform(folder, "lint", ".").stderr
    document = json.loads(canaryform(folder, "lint", ".", "--json").stdout)
    assert document["unknown"] == [{"file": "notes.txt", "reason": "it is of no kind that is judged"}]
    assert document["files"] == ["ecs.stack-policy.json"]


@pytest.mark.parametrize("rule", ["update-allowed", "E3030"])
def test_a_rule_is_explained(tmp_path: Path, rule: str) -> None:
    result = canaryform(tmp_path, "lint", "--explain", rule)
    assert result.returncode == 0
    assert result.stdout.startswith(rule)
    assert "https://" in result.stdout


def test_a_rule_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    result = canaryform(tmp_path, "lint", "--explain", "update-alowed")
    assert result.returncode == 2
    assert "Did you mean update-allowed?" in result.stderr
