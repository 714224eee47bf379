"""``canaryform draw`` in a process of its own."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from tests.cli.command import canaryform, put_spec


def test_a_picture_is_printed_or_written_the_same_each_time(tmp_path: Path) -> None:
    put_spec(tmp_path)
    printed = canaryform(tmp_path, "draw")
    assert (printed.returncode, printed.stderr) == (0, "")
    assert ElementTree.fromstring(printed.stdout).tag.endswith("}svg")
    written = canaryform(tmp_path, "draw", "-e", "dev", "-o", "docs/system.svg")
    assert (written.returncode, written.stdout, written.stderr) == (0, "", "wrote docs/system.svg\n")
    assert (tmp_path / "docs/system.svg").read_text(encoding="utf-8") == printed.stdout
    assert [path.name for path in (tmp_path / "docs").iterdir()] == ["system.svg"]


def test_mermaid_is_text_for_a_readme(tmp_path: Path) -> None:
    put_spec(tmp_path)
    result = canaryform(tmp_path, "draw", "--format", "mermaid")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("flowchart RL\n  subgraph s0[")


def test_of_a_spec_with_problems_nothing_is_drawn(tmp_path: Path) -> None:
    path = put_spec(tmp_path)
    path.write_text(path.read_text() + "nonsense: 1\n")
    result = canaryform(tmp_path, "draw", "-o", "system.svg")
    assert (result.returncode, result.stdout) == (1, "")
    assert "specs/shop.yaml:8:1" in result.stderr
    assert result.stderr.endswith("nothing was drawn\n")
    assert not (tmp_path / "system.svg").exists()


def test_several_environments_have_to_be_told_apart(tmp_path: Path) -> None:
    path = put_spec(tmp_path)
    path.write_text(path.read_text() + "  prod:\n    trigger: {tag: 'v*'}\n")
    result = canaryform(tmp_path, "draw")
    assert result.returncode == 2
    assert "say -e with one of dev, prod" in result.stderr
    assert canaryform(tmp_path, "draw", "-e", "nowhere").returncode == 2


def test_what_is_in_the_way_of_the_file_stays(tmp_path: Path) -> None:
    put_spec(tmp_path)
    (tmp_path / "there").mkdir()
    result = canaryform(tmp_path, "draw", "-o", "there")
    assert result.returncode == 3
    assert "cannot write there: it is no regular file" in result.stderr
    assert (tmp_path / "there").is_dir()
