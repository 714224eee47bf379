"""What a run leaves on the disk when nothing goes wrong, and what it refuses to touch."""

import json
import os
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from generator.app.output.write import write
from generator.artifacts import Artifact
from generator.errors import OutsideError
from tests.cli.tree import artifacts, contents, snapshot

OLD = artifacts(dev__ecs="one", dev__iam="two", prod__ecs="three", gone__ecs="four")
NEW = artifacts(dev__ecs="one", dev__iam="TWO", stage__ecs="five")


def test_a_first_run_makes_the_folder(tmp_path: Path) -> None:
    root = tmp_path / "a" / "out"
    changes = write(OLD, root)
    assert contents(root) == {artifact.path: artifact.text for artifact in OLD}
    assert changes.written == tuple(artifact.path for artifact in OLD)
    assert (changes.unchanged, changes.removed, changes.kept) == ((), (), ())


def test_text_is_written_as_utf8_with_its_own_line_ends(tmp_path: Path) -> None:
    write([Artifact("shop/x", "é\r\nü\n")], tmp_path)
    assert (tmp_path / "shop/x").read_bytes() == "é\r\nü\n".encode()


def test_a_second_run_touches_nothing(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    before = snapshot(tmp_path)
    changes = write(OLD, tmp_path)
    assert snapshot(tmp_path) == before
    assert changes.unchanged == tuple(artifact.path for artifact in OLD)
    assert changes.written == ()


def test_what_is_no_longer_generated_is_removed_with_its_empty_folder(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    changes = write(NEW, tmp_path)
    assert contents(tmp_path) == {artifact.path: artifact.text for artifact in NEW}
    assert changes.written == ("shop/dev/iam", "shop/stage/ecs", "shop/manifest.json")
    assert changes.unchanged == ("shop/dev/ecs",)
    assert changes.removed == ("shop/prod/ecs", "shop/gone/ecs")
    assert not (tmp_path / "shop/prod").exists()


def test_what_others_put_there_stays(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    (tmp_path / "shop/prod/notes.md").write_text("mine")
    (tmp_path / "README").write_text("mine")
    write(artifacts("other", dev__ecs="x"), tmp_path)
    write(NEW, tmp_path)
    left = contents(tmp_path)
    assert left["shop/prod/notes.md"] == left["README"] == "mine"
    assert left["other/dev/ecs"] == "x"
    assert "shop/prod/ecs" not in left
    assert not (tmp_path / "shop/gone").exists()


def test_a_file_that_was_changed_by_hand_is_kept_and_reported(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    (tmp_path / "shop/prod/ecs").write_text("changed")
    changes = write(NEW, tmp_path)
    assert changes.kept == ("shop/prod/ecs",)
    assert (tmp_path / "shop/prod/ecs").read_text() == "changed"


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    (tmp_path / "shop/dev/iam").chmod(0o640)
    write(NEW, tmp_path)
    assert stat.S_IMODE((tmp_path / "shop/dev/iam").stat().st_mode) == 0o640


@pytest.mark.parametrize(
    "path",
    [
        "../outside",
        "/etc/x",
        "shop/../../outside",
        "other/dev/ecs",
        "shop/link/outside",
        "shop\\x",
        "shop/\0",
        "shop/\ud800",
        "",
    ],
)
def test_a_hostile_manifest_removes_nothing(tmp_path: Path, path: str) -> None:
    root = tmp_path / "out"
    write(artifacts("other", dev__ecs="x"), root)
    (tmp_path / "outside").write_text("x")
    (root / "shop").mkdir()
    (root / "shop/link").symlink_to(tmp_path)
    digest = sha256(b"x").hexdigest()
    (root / "shop/manifest.json").write_text(json.dumps({"files": {path: digest}}))
    assert write(NEW, root).removed == ()
    assert (tmp_path / "outside").exists()
    assert (root / "other/dev/ecs").exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"files": []}',
        '{"files": {"shop/prod/ecs": 1}}',
        "[" * 100_000,
        "\ufeff{}",
        '{"files": null}',
    ],
)
def test_a_damaged_manifest_removes_nothing(tmp_path: Path, text: str) -> None:
    write(OLD, tmp_path)
    (tmp_path / "shop/manifest.json").write_text(text)
    assert write(NEW, tmp_path).removed == ()
    assert (tmp_path / "shop/prod/ecs").exists()


def _folder(path: Path) -> None:
    path.mkdir()


def _link(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def _broken_link(path: Path) -> None:
    path.symlink_to("nowhere")


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("obstacle", [_folder, _link, _broken_link, _pipe])
@pytest.mark.parametrize("place", ["shop/dev/iam", "shop/manifest.json"])
def test_what_is_in_the_way_stays_and_nothing_is_written(tmp_path: Path, place: str, obstacle: object) -> None:
    (tmp_path / place).parent.mkdir(parents=True)
    assert callable(obstacle)
    obstacle(tmp_path / place)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OutsideError, match=f"cannot write .*{place}: it is "):
        write(NEW, tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("obstacle", [_link, _pipe, Path.touch])
def test_a_folder_that_is_none_is_refused(tmp_path: Path, obstacle: object) -> None:
    (tmp_path / "shop").mkdir()
    assert callable(obstacle)
    obstacle(tmp_path / "shop/dev")
    with pytest.raises(OutsideError, match="shop/dev is "):
        write(NEW, tmp_path)


@pytest.mark.parametrize("obstacle", [_broken_link, _link, _pipe, Path.touch])
def test_an_output_folder_that_is_none_is_refused(tmp_path: Path, obstacle: object) -> None:
    assert callable(obstacle)
    obstacle(tmp_path / "out")
    with pytest.raises(OutsideError, match="out: "):
        write(NEW, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_output_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    with pytest.raises(OutsideError, match="out: it is a symbolic link"):
        write(NEW, tmp_path / "out")
    assert contents(tmp_path / "real") == {}


@pytest.mark.parametrize("path", ["../x", "/x", "a//b", "a/./b", "", "ä/x"])
def test_an_artifact_outside_of_the_folder_is_our_bug(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path below"):
        write([Artifact(path, "")], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_two_artifacts_of_one_path_are_our_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="same path"):
        write([Artifact("shop/x", ""), Artifact("shop/X", "")], tmp_path)


def test_where_links_cannot_be_made_files_are_copied(tmp_path: Path) -> None:
    from tests.cli.fault import Copying

    write(OLD, tmp_path)
    write(NEW, tmp_path, Copying())
    assert contents(tmp_path) == {artifact.path: artifact.text for artifact in NEW}
