"""Whatever fails, and at whichever operation: the folder is as it was, or as it is to be, and never in between."""

import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from generator.app.output.changes import plan
from generator.app.output.disk import Disk
from generator.app.output.stage import Stage
from generator.app.output.write import WRITTEN, write
from generator.errors import OutsideError
from tests.cli.fault import Copying, Faulty
from tests.cli.tree import artifacts, contents, snapshot

OLD = artifacts(dev__ecs="one", dev__iam="two", prod__ecs="three", gone__deep__ecs="four")
NEW = artifacts(dev__ecs="one", dev__iam="TWO", stage__deep__ecs="five")
ELSEWHERE = artifacts("elsewhere", dev__ecs="x")
"""What a next run writes, so that it mends the rest but does not write it anew."""
MINE = {"shop/dev/mine": "mine", "other/mine": "mine"}
AFTER = {artifact.path: artifact.text for artifact in NEW} | MINE
BEFORE = {artifact.path: artifact.text for artifact in OLD} | MINE


@pytest.fixture
def root(tmp_path: Path) -> Path:
    out = tmp_path / "out"
    write(OLD, out)
    for path, text in MINE.items():
        (out / path).parent.mkdir(exist_ok=True)
        (out / path).write_text(text)
    (out / "empty").mkdir()
    return out


def _operations(root: Path, scratch: Path) -> int:
    shutil.copytree(root, scratch)
    disk = Faulty()
    write(NEW, scratch, disk)
    return len(disk.operations)


@pytest.mark.parametrize("disk", [Disk(), Copying()], ids=["links", "copies"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("fault", [OSError, KeyboardInterrupt, MemoryError])
def test_one_failure(root: Path, tmp_path: Path, fault: type[BaseException], after: bool, disk: Disk) -> None:
    before = snapshot(root)
    for number in range(1, _operations(root, tmp_path / "scratch") + 1):
        copy = tmp_path / str(number)
        shutil.copytree(root, copy)
        try:
            write(NEW, copy, Faulty(number, fault, after=after, disk=disk))
        except (OutsideError, MemoryError, KeyboardInterrupt) as error:
            if error.args == (WRITTEN,) or (fault is MemoryError and _visible(copy) == AFTER):
                assert _visible(copy) == AFTER, number
            else:
                assert snapshot(copy) == before, number
        else:
            assert _visible(copy) == AFTER, number
        write(NEW, copy)
        assert contents(copy) == AFTER, number


def _visible(root: Path) -> dict[str, str]:
    """Without a staging folder that could not be removed; the next run removes it."""
    return {path: text for path, text in contents(root).items() if not path.startswith(".canaryform-staging-")}


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_the_next_run_mends_what_a_killed_one_left(root: Path, tmp_path: Path, after: bool) -> None:
    for number in range(1, _operations(root, tmp_path / "scratch") + 1):
        copy = tmp_path / str(number)
        shutil.copytree(root, copy)
        with suppress(OutsideError):
            write(NEW, copy, Faulty(number, OSError, after=after, dead=True))
        write(ELSEWHERE, copy)
        mended = {path: text for path, text in contents(copy).items() if not path.startswith("elsewhere/")}
        assert mended in (BEFORE, AFTER), number
        assert not any(path.name.startswith(".") for path in copy.iterdir())


def test_a_killed_mending_is_mended(root: Path, tmp_path: Path) -> None:
    total = _operations(root, tmp_path / "scratch")
    for number in range(1, total + 1):
        for second in range(1, 12):
            copy = tmp_path / f"{number}-{second}"
            shutil.copytree(root, copy)
            for at in (number, second):
                with suppress(OutsideError):
                    write(NEW, copy, Faulty(at, OSError, dead=True))
            write(ELSEWHERE, copy)
            mended = {path: text for path, text in contents(copy).items() if not path.startswith("elsewhere/")}
            assert mended in (BEFORE, AFTER), (number, second)


def test_what_somebody_made_after_the_kill_stays(root: Path) -> None:
    disk = Faulty()
    shutil.copytree(root, root.with_name("scratch"))
    write(NEW, root.with_name("scratch"), disk)
    with suppress(OutsideError):
        write(NEW, root, Faulty(disk.operations.index("move") + 1, dead=True))
    (root / "shop/stage/deep").mkdir(parents=True, exist_ok=True)
    (root / "shop/stage/deep/ecs").write_text("mine")
    write(ELSEWHERE, root)
    assert (root / "shop/stage/deep/ecs").read_text() == "mine"


def test_a_restore_that_fails_says_where_the_old_files_are(root: Path) -> None:
    disk = Faulty()
    shutil.copytree(root, root.with_name("scratch"))
    write(NEW, root.with_name("scratch"), disk)
    second_move = [number for number, name in enumerate(disk.operations, 1) if name == "move"][1]
    with pytest.raises(OutsideError, match="cannot restore") as caught:
        write(NEW, root, Faulty(second_move, OSError, dead=True))
    kept = next(path for path in root.iterdir() if path.name.startswith(".canaryform-staging-"))
    assert caught.value.hint == f"the old files are kept in {kept}; the next run puts them back"


class _Impatient(Disk):
    """Somebody presses Ctrl-C at the first file, and goes on pressing it."""

    def move(self, source: Path, target: Path) -> None:
        signal.raise_signal(signal.SIGINT)

    def remove_folder(self, path: Path) -> None:
        signal.raise_signal(signal.SIGINT)
        super().remove_folder(path)


def test_a_second_signal_does_not_stop_the_undoing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write(NEW, tmp_path / "x/out", _Impatient())
    assert not (tmp_path / "x").exists()


def test_a_first_run_that_fails_leaves_nothing(tmp_path: Path) -> None:
    disk = Faulty()
    write(NEW, tmp_path / "scratch/a", disk)
    for number in range(1, len(disk.operations) - 1):
        with pytest.raises(OutsideError):
            write(NEW, tmp_path / "x/out", Faulty(number))
        assert not (tmp_path / "x").exists(), number


@pytest.mark.parametrize(
    "journal",
    [
        "{",
        "[]",
        "null",
        '{"files": [["../outside", false]], "folders": []}',
        '{"files": [["/etc/x", false]], "folders": []}',
        '{"files": [], "folders": [".."]}',
        '{"files": [1], "folders": []}',
    ],
)
def test_a_hostile_journal_does_nothing(root: Path, tmp_path: Path, journal: str) -> None:
    (tmp_path / "outside").write_text("x")
    left = root / ".canaryform-staging-1"
    left.mkdir()
    (left / "journal.json").write_text(journal)
    write(OLD, root)
    assert contents(root) == BEFORE
    assert (tmp_path / "outside").exists()


def test_a_hostile_journal_does_not_lead_through_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("x")
    (root / "link").symlink_to(tmp_path)
    left = root / ".canaryform-staging-1"
    left.mkdir()
    (left / "journal.json").write_text('{"files": [["link/outside", false]], "folders": []}')
    with pytest.raises(OutsideError, match="symbolic link"):
        write(OLD, root)
    assert (tmp_path / "outside").exists()


def test_a_link_called_like_a_staging_folder_is_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (root / ".canaryform-staging-1").symlink_to(tmp_path / "precious")
    write(NEW, root)
    assert (tmp_path / "precious").is_dir()


@pytest.mark.parametrize(
    "journal",
    [
        '{"files": [["shop/dev/mine", false]], "folders": []}',
        '{"files": [["other/mine", false]], "folders": ["other"]}',
        '{"files": [["shop/dev/mine", true]], "folders": []}',
        '{"files": [["shop/new", true]], "folders": []}',
        '{"files": [], "folders": ["empty"]}',
    ],
)
def test_a_journal_touches_nothing_that_no_manifest_lists(root: Path, journal: str) -> None:
    left = root / ".canaryform-staging-1"
    left.mkdir()
    (left / "journal.json").write_text(journal)
    (left / "0.old").write_text("hostile")
    write(OLD, root)
    assert contents(root) == BEFORE
    assert (root / "empty").is_dir()


def test_a_journal_puts_no_link_in_a_place(root: Path, tmp_path: Path) -> None:
    left = root / ".canaryform-staging-1"
    left.mkdir()
    (left / "journal.json").write_text('{"files": [["shop/dev/ecs", true]], "folders": []}')
    (left / "0.old").symlink_to(tmp_path)
    write(ELSEWHERE, root)
    assert (root / "shop/dev/ecs").read_text() == "one"
    assert not (root / "shop/dev/ecs").is_symlink()


def test_a_journal_leaves_what_was_changed_by_hand(root: Path) -> None:
    (root / "shop/dev/ecs").write_text("by hand")
    left = root / ".canaryform-staging-1"
    left.mkdir()
    (left / "journal.json").write_text('{"files": [["shop/dev/ecs", false]], "folders": []}')
    write(ELSEWHERE, root)
    assert (root / "shop/dev/ecs").read_text() == "by hand"


def test_git_never_sees_what_a_killed_run_leaves(root: Path, tmp_path: Path) -> None:
    git = ["git", "-C", str(root)]
    subprocess.run([*git, "init", "-q"], check=True)
    listing = [*git, "status", "--porcelain", "--untracked-files=all"]
    before = subprocess.run(listing, check=True, capture_output=True, text=True).stdout
    stage = Stage.below(root, Disk())
    stage.fill(plan(ELSEWHERE, root).changes)
    assert (stage.folder / "journal.json").exists()
    assert subprocess.run(listing, check=True, capture_output=True, text=True).stdout == before
