"""Folders as they are found: pipes, links in a ring, large files, files by the thousand, and edited output."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.command import canaryform, put_spec

DENIED = '{"Statement": [{"Effect": "Deny", "Action": "Update:*", "Principal": "*", "Resource": "*"}]}'

_LEVELS = "\n".join(f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 40))
_MANY = f"a0: &a0 [x, x]\n{_LEVELS}\n"
"""Nine to the power of 39 values, in two kilobytes."""
_LONG = f"a39: &a39 [{', '.join(['&text ' + 'x' * 200_000] + ['*text'] * 50_000)}]\n"
"""Ten gigabytes of text, in half a megabyte."""
_BOMBED = {
    ".github/workflows/release.yaml": "on: push\njobs: {build: {runs-on: ubuntu-24.04, steps: *a39}}\n",
    "buildspec.yaml": "version: 0.2\nphases: {build: {commands: *a39}}\n",
    "appspec.yaml": "version: 0.0\nResources: *a39\n",
    "tags.ruleset.json": "target: tag\nenforcement: active\nrules: *a39\n",
    "template.yaml": "AWSTemplateFormatVersion: 2010-09-09\nResources: *a39\n",
}


@pytest.mark.parametrize("bomb", [_MANY, _LONG], ids=["values", "characters"])
@pytest.mark.parametrize("name", _BOMBED)
def test_aliases_that_grow_into_more_than_memory_are_refused_in_a_word(tmp_path: Path, name: str, bomb: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(bomb + _BOMBED[name], encoding="utf-8")
    run = canaryform(tmp_path, "lint", name, "--json")
    [problem] = json.loads(run.stdout)["problems"]
    assert (run.returncode, problem["file"], problem["code"]) == (1, name, "syntax")
    assert "once its aliases are followed" in problem["message"]
    assert problem["line"] < len(bomb.splitlines()) + 1, "the aliases are not read to their end"


def test_what_is_no_file_of_text_is_named_and_nothing_waits(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "ring").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    with open(tmp_path / "large.json", "wb") as large:
        large.truncate(50 * 2**20)
    (tmp_path / "ecs.stack-policy.json").write_text(DENIED)
    document = json.loads(canaryform(tmp_path, "lint", ".", "--json").stdout)
    assert [each["file"] for each in document["unknown"]] == ["gone.yaml", "large.json", "pipe.yaml"]
    assert [problem["code"] for problem in document["problems"]] == ["update-allowed"]


def test_a_thousand_files_are_judged(tmp_path: Path) -> None:
    for number in range(1000):
        (tmp_path / f"{number}.stack-policy.json").write_text(DENIED)
    document = json.loads(canaryform(tmp_path, "lint", ".", "--json").stdout)
    assert len(document["files"]) == len(document["problems"]) == 1000


def test_output_that_somebody_edited_is_judged_without_a_path(tmp_path: Path) -> None:
    put_spec(tmp_path)
    assert canaryform(tmp_path, "generate").returncode == 0
    assert canaryform(tmp_path, "lint").returncode == 0
    [appspec] = tmp_path.glob("templates_out/*/dev/main/appspec.yaml")
    appspec.write_text(appspec.read_text().replace("AWS::ECS::Service", "AWS::Lambda::Function"))
    document = json.loads(canaryform(tmp_path, "lint", "--json").stdout)
    assert {(problem["file"], problem["code"]) for problem in document["problems"]} == {
        (str(appspec.relative_to(tmp_path)), "appspec-shape")
    }


def test_what_the_spec_asks_for_is_no_fault_of_its_output_by_path(tmp_path: Path) -> None:
    spec = put_spec(tmp_path)
    spec.write_text(spec.read_text() + "    release: {rollback: false}\n")
    assert canaryform(tmp_path, "generate").returncode == 0
    for arguments in (["templates_out"], ["templates_out/shop", "specs"], ["."]):
        document = json.loads(canaryform(tmp_path, "lint", *arguments, "--json").stdout)
        assert document["files"]
        unknown = [each["file"] for each in document["unknown"] if each["file"].startswith("templates_out")]
        assert unknown == [], "what canaryform wrote is known, be it judged or not"
        assert document["problems"] == [], arguments
    for folder, argument in (("shop", "."), ("shop/dev", "."), ("shop/dev/main", "codedeploy.yaml"), (".", "shop/dev")):
        inside = json.loads(canaryform(tmp_path / "templates_out" / folder, "lint", argument, "--json").stdout)
        assert (bool(inside["files"]), inside["problems"]) == (True, []), (folder, argument)
    one = str(tmp_path / "templates_out/shop/dev/main/codedeploy.yaml")
    assert json.loads(canaryform(tmp_path.parent, "lint", one, "--json").stdout)["problems"] == []
    spec.unlink()
    for argument in ("templates_out", one):
        document = json.loads(canaryform(tmp_path, "lint", argument, "--json").stdout)
        assert "rollback" in {problem["code"] for problem in document["problems"]}


@pytest.mark.parametrize(
    "text", ['[{"name": "a", "image": "b:1", "essential": true}]', "[]", "5", '"x"', "[null]", "[[]]"]
)
def test_a_task_definition_is_an_object(tmp_path: Path, text: str) -> None:
    (tmp_path / "taskdef.json").write_text(text)
    result = canaryform(tmp_path, "lint", ".")
    assert result.returncode in (1, 3)
    assert "Traceback" not in result.stderr
    assert "taskdef.json" in result.stdout + result.stderr


def test_what_cannot_be_read_is_said_in_a_word(tmp_path: Path) -> None:
    (tmp_path / "a.stack-policy.json").write_bytes(b'{"Statement": "\xe9"}')
    (tmp_path / "notes.yaml").write_bytes(b"Resources: \xe9\n")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    (tmp_path / "template.yaml").write_text("Resources: {Topic: {Type: AWS::SNS::Topic}}\n")
    document = json.loads(canaryform(tmp_path, "lint", ".", "--json").stdout)
    problems = [
        (each["file"], each["code"], each["message"]) for each in document["problems"] if each["code"] == "syntax"
    ]
    assert problems == [("a.stack-policy.json", "syntax", "the byte 0xe9 is not UTF-8")]
    assert {each["file"]: each["reason"] for each in document["unknown"]}.keys() == {"loop.yaml", "notes.yaml"}
    result = canaryform(tmp_path, "lint", "loop.yaml")
    assert (result.returncode, "Traceback" in result.stderr) == (3, False)


def test_a_pipe_or_a_large_file_that_somebody_names_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with open(tmp_path / "large.json", "wb") as large:
        large.truncate(50 * 2**20)
    pipe = canaryform(tmp_path, "lint", "pipe.yaml")
    assert (pipe.returncode, "not a regular file" in pipe.stderr) == (3, True)
    [problem] = json.loads(canaryform(tmp_path, "lint", "large.json", "--json").stdout)["problems"]
    assert "bytes; nothing that is judged here may be as large" in problem["message"]
