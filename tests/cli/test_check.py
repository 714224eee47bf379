"""What ``--check`` says of a folder that is not as the specs say."""

from pathlib import Path

from generator.app.output.differences import Kind, check
from generator.app.output.write import write
from tests.cli.tree import artifacts, snapshot

OLD = artifacts(dev__ecs="a\nb\nc\n", dev__iam="x\n", prod__ecs="y\n")


def test_nothing_to_say(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    assert check(OLD, tmp_path) == ()


def test_every_kind_of_difference_the_manifest_last(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    before = snapshot(tmp_path)
    found = check(artifacts(dev__ecs="a\nB\nc\n", dev__iam="x\n", stage__ecs="z\n"), tmp_path)
    assert [(each.path, each.kind) for each in found] == [
        ("shop/dev/ecs", Kind.STALE),
        ("shop/prod/ecs", Kind.EXTRA),
        ("shop/stage/ecs", Kind.MISSING),
        ("shop/manifest.json", Kind.STALE),
    ]
    assert found[0].diff == (
        "--- shop/dev/ecs (on disk)",
        "+++ shop/dev/ecs (from the spec)",
        "@@ -1,3 +1,3 @@",
        " a",
        "-b",
        "+B",
        " c",
    )
    assert [each.diff for each in found[1:]] == [(), (), ()]
    assert snapshot(tmp_path) == before


def test_a_manifest_alone_is_shown(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    (tmp_path / "shop/manifest.json").write_text("{}")
    (only,) = check(OLD, tmp_path)
    assert "-{} (no newline at the end)" in only.diff


def test_a_long_diff_is_cut(tmp_path: Path) -> None:
    write(artifacts(dev__ecs="a\n" * 500), tmp_path)
    diff = check(artifacts(dev__ecs="b\n" * 500), tmp_path)[0].diff
    assert len(diff) == 61
    assert diff[-1] == "… and 943 more lines"


def test_what_is_no_text_and_what_is_huge_can_be_compared(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    (tmp_path / "shop/dev/ecs").write_bytes(b"\xff\0\n")
    (tmp_path / "shop/dev/iam").write_bytes(b"x" * (2**20 + 1))
    binary, huge = check(OLD, tmp_path)
    assert "-\ufffd\0" in binary.diff
    assert huge.diff == ("(the file has 1,048,577 bytes: too large to compare line by line)",)


def test_line_ends_show(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    (tmp_path / "shop/dev/iam").write_bytes(b"x\r\n")
    assert "-x\r" in check(OLD, tmp_path)[0].diff
    (tmp_path / "shop/dev/iam").write_text("x")
    assert check(OLD, tmp_path)[0].diff[-2:] == ("-x (no newline at the end)", "+x")


def test_a_folder_that_does_not_exist_lacks_everything(tmp_path: Path) -> None:
    assert {each.kind for each in check(OLD, tmp_path / "out")} == {Kind.MISSING}
    assert not (tmp_path / "out").exists()
