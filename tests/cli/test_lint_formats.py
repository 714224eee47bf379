"""What lint prints for programs: SARIF, GitHub's annotations, JSON; and what it explains."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

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


def test_junit_has_a_test_for_each_problem_and_each_file(folder: Path) -> None:
    (folder / "good.stack-policy.json").write_text(POLICY.replace("Deny", "Allow"))
    result = canaryform(folder, "lint", ".", "--format", "junit")
    [suite] = ElementTree.fromstring(result.stdout)
    assert (result.returncode, suite.get("tests"), suite.get("failures"), suite.get("skipped")) == (1, "3", "1", "1")
    cases = {(case.get("classname"), case.get("name")): [child.tag for child in case] for case in suite}
    assert cases == {
        ("ecs.stack-policy.json", "update-allowed:2:3"): ["failure"],
        ("good.stack-policy.json", "no problems"): [],
        ("notes.txt", "not judged"): ["skipped"],
    }


def test_junit_is_xml_whatever_a_file_is_called(folder: Path) -> None:
    hostile = 'a\x01\u202e<&"]]>.stack-policy.json'
    (folder / hostile).write_text(POLICY)
    result = canaryform(folder, "lint", hostile, "--format", "junit")
    [suite] = ElementTree.fromstring(result.stdout)
    [case] = suite
    assert (result.returncode, case[0].get("type")) == (1, "update-allowed")
    assert "\u202e" not in result.stdout


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
