"""Folders as they are found: pipes, links in a ring, large files, files by the thousand, and edited output."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.cli.command import canaryform, put_spec

DENIED = '{"Statement": [{"Effect": "Deny", "Action": "Update:*", "Principal": "*", "Resource": "*"}]}'


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
    [appspec] = tmp_path.glob("templates_out/*/dev/appspec.yaml")
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
        assert document["problems"] == [], arguments
    spec.unlink()
    document = json.loads(canaryform(tmp_path, "lint", "templates_out", "--json").stdout)
    assert "rollback" in {problem["code"] for problem in document["problems"]}
