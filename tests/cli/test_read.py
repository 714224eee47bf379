"""What cannot be read as a spec, and whose fault it is."""

import os
from pathlib import Path

import pytest

from generator.app.build.discover import discover
from generator.app.build.read import read
from generator.errors import OutsideError, SpecError


def test_text(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("project: é\n", "utf-8")
    assert read(str(tmp_path / "x.yaml")) == "project: é\n"


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match=r"cannot read .*nowhere: there is no such file"):
        read(str(tmp_path / "nowhere"))


def test_what_was_probably_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/shop.yml").touch()
    monkeypatch.chdir(tmp_path)
    for path in ("shop", "shop.yml", "specs/shop"):
        with pytest.raises(OutsideError) as caught:
            read(path)
        assert caught.value.hint == "did you mean specs/shop.yml?"


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="it is a folder; name a file in it"):
        read(str(tmp_path))


def test_a_pipe_that_nobody_writes_to_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutsideError, match="it is not a regular file"):
        read(str(tmp_path / "pipe"))


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device(device: str) -> None:
    with pytest.raises(OutsideError, match="it is not a regular file"):
        read(device)


@pytest.mark.parametrize(("path", "why"), [("a\0b", "null"), ("x" * 5000, "too long"), ("", "no such file")])
def test_a_path_that_no_file_can_have(path: str, why: str) -> None:
    with pytest.raises(OutsideError, match=why):
        read(path)


def test_a_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OutsideError, match="Too many levels"):
        read(str(tmp_path / "a"))


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "x").open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(SpecError, match="is 1,099,511,627,776 bytes long; a spec has at most 1,048,576"):
        read(str(tmp_path / "x"))


def test_what_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xff")
    with pytest.raises(SpecError, match="UTF-8"):
        read(str(tmp_path / "x"))


def test_the_specs_of_a_repository(tmp_path: Path) -> None:
    assert discover(tmp_path) == ()
    (tmp_path / "specs/folder.yaml").mkdir(parents=True)
    for name in ("b.yaml", "a.yml", ".a.yml", "c.json", "a.yaml~"):
        (tmp_path / "specs" / name).touch()
    assert discover(tmp_path) == ("specs/a.yml", "specs/b.yaml")
