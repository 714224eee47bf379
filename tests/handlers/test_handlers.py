"""The extract of the handlers' permissions: where it is from, and how newer schemas are held against it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from pkgutil import get_data
from typing import Any

import pytest

from generator.cfn.handlers import handlers
from tests.handlers.compare import differences, main
from tests.handlers.schemas import permissions

CLUSTER: Mapping[str, Any] = {
    "typeName": "AWS::ECS::Cluster",
    "handlers": {
        "create": {"permissions": ["ecs:CreateCluster", "ECS:TagResource"]},
        "read": {"permissions": ["ecs:DescribeClusters"]},
        "delete": {"permissions": ["ecs:DescribeClusters"]},
    },
    "tagging": {"permissions": ["ecs:TagResource"], "taggable": True},
}
CALLED = {
    "ecs:CreateCluster": "create",
    "ecs:DescribeClusters": "delete read",
    "ecs:TagResource": "create tagging",
}
BARE = {"typeName": "AWS::Old::Thing", "tagging": {"permissions": ["old:TagResource"]}}


def test_the_extract_says_where_and_when_it_is_from() -> None:
    text = get_data("generator.cfn", "handlers.json")
    assert text is not None
    sources = json.loads(text)["sources"]
    assert [source["date"] for source in sources] == sorted(source["date"] for source in sources)
    assert all(source["name"] and source["handlers"] for source in sources)
    said = [(name, action) for source in sources for name, actions in source["handlers"].items() for action in actions]
    assert len(said) == len(set(said)), "a later source says only what the ones before it do not"
    assert sum(map(len, handlers().values())) == len(said)


def test_handlers_are_read_from_json_and_from_python_in_folders_and_archives(tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    folder.mkdir()
    (folder / "aws-ecs-cluster.json").write_text(json.dumps(CLUSTER))
    (folder / "aws-old-thing.json").write_text(json.dumps(BARE))
    (folder / "no-schema.json").write_text("[]")
    (folder / "README.md").write_text("{")
    assert permissions(folder) == {"AWS::ECS::Cluster": CALLED}
    with zipfile.ZipFile(tmp_path / "schemas.whl", "w") as archive:
        archive.writestr("schemas/Ecs/Cluster.py", f"SCHEMA = {dict(CLUSTER)!r}\n")
        archive.writestr("schemas/__init__.py", "import os\n")
        archive.writestr("schemas/logo.png", b"\x89PNG")
    assert permissions(tmp_path / "schemas.whl") == {"AWS::ECS::Cluster": CALLED}


def test_a_difference_is_a_line_with_the_handlers() -> None:
    extract = {"A": {"a:Get": "read", "a:Old": "update"}, "Gone": {"g:Get": "read"}}
    assert [*differences(extract, {"A": {"a:Get": "list", "a:New": "create"}, "B": {"b:Get": "read"}})] == [
        "+ A: a:New (create)",
        "- A: a:Old (update)",
        "  Gone: has no handlers there",
    ]


@pytest.mark.parametrize(
    ("more", "code", "lines"), [([], 0, []), (["ecs:New"], 1, ["+ AWS::ECS::Cluster: ecs:New (create)"])]
)
def test_the_command_ends_with_1_where_the_source_knows_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], code: int, lines: list[str]
) -> None:
    parts = {"create": {"permissions": [*handlers()["AWS::ECS::Cluster"], *more]}}
    (tmp_path / "x.json").write_text(json.dumps({"typeName": "AWS::ECS::Cluster", "handlers": parts}))
    assert main([str(tmp_path)]) == code
    assert [line for line in capsys.readouterr().out.splitlines() if "::Cluster:" in line] == lines


def test_the_command_prints_what_to_put_into_the_extract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.json").write_text(json.dumps(CLUSTER))
    assert main([str(tmp_path), "AWS::ECS::Cluster"]) == 0
    assert json.loads(capsys.readouterr().out) == {"AWS::ECS::Cluster": CALLED}
    assert main([str(tmp_path), "AWS::Invented::Firewall"]) == 1


@pytest.mark.parametrize("arguments", [[], ["nowhere"]])
def test_the_command_asks_for_a_source(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "make handlers SOURCE=" in capsys.readouterr().err
