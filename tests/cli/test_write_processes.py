"""Writing among signals, other runs, full disks and folders of other people, in real processes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.app.output.lock import locked
from generator.app.output.write import write
from generator.errors import OutsideError
from tests.cli.command import REPOSITORY, surroundings
from tests.cli.tree import artifacts, contents, snapshot
from tests.patience import read_until

OLD = artifacts(dev__ecs="one", dev__iam="two", prod__ecs="three")
NEW = artifacts(dev__ecs="ONE", dev__iam="TWO" * 30_000, stage__ecs="five")

_SCRIPT = """
import sys, time
from pathlib import Path
from generator.app.output.disk import Disk
from generator.app.output.write import write
from generator.errors import OutsideError
from tests.cli.test_write_processes import NEW

class Slow(Disk):
    moves = 0
    def move(self, source, target):
        super().move(source, target)
        self.moves += 1
        if self.moves == 2:  # Of four.
            print("ready", flush=True)
            time.sleep(240)

{before}
try:
    write(NEW, Path(sys.argv[1]), {disk}())
except KeyboardInterrupt:
    print("taken back")
    sys.exit(130)
except OutsideError as error:
    print(error)
    sys.exit(error.exit_code)
"""


def _start(root: Path, disk: str = "Disk", before: str = "") -> subprocess.Popen[str]:
    script = _SCRIPT.format(disk=disk, before=before)
    return subprocess.Popen(
        [sys.executable, "-c", script, str(root)], cwd=REPOSITORY, env=surroundings(), stdout=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_middle_of_a_commit_takes_it_back(tmp_path: Path, number: signal.Signals) -> None:
    write(OLD, tmp_path)
    before = snapshot(tmp_path)
    with _start(tmp_path, "Slow") as process:
        assert process.stdout is not None
        assert read_until(process.stdout.fileno(), lambda text: "\n" in text) == "ready\n"
        assert snapshot(tmp_path) != before
        process.send_signal(number)
        assert process.stdout.read() == "taken back\n"
    assert process.returncode == 130
    assert snapshot(tmp_path) == before


def test_a_kill_in_the_middle_of_a_commit_is_mended_by_the_next_run(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    with _start(tmp_path, "Slow") as process:
        assert process.stdout is not None
        assert read_until(process.stdout.fileno(), lambda text: "\n" in text) == "ready\n"
        process.kill()
    assert contents(tmp_path) != {artifact.path: artifact.text for artifact in OLD}
    write(OLD, tmp_path)
    assert contents(tmp_path) == {artifact.path: artifact.text for artifact in OLD}


def test_signals_that_were_ignored_stay_ignored(tmp_path: Path) -> None:
    script = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)"
    with _start(tmp_path, "Slow", script) as process:
        assert process.stdout is not None
        assert read_until(process.stdout.fileno(), lambda text: "\n" in text) == "ready\n"
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGTERM)
        assert process.stdout.read() == "taken back\n"
    assert process.returncode == 130


def test_a_file_that_does_not_fit_changes_nothing(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    before = snapshot(tmp_path)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))"
    with _start(tmp_path, before=limit) as process:
        output, _ = process.communicate()
    assert process.returncode == 3
    assert "File too large" in output
    assert snapshot(tmp_path) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs")
def test_a_full_disk_changes_nothing(small_disk: Path) -> None:
    root = small_disk / "out"
    write(OLD, root)
    before = snapshot(root)
    with pytest.raises(OutsideError, match=f"cannot write {root}: No space left on device"):
        write(NEW, root)
    assert snapshot(root) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    write(OLD, tmp_path)
    before = snapshot(tmp_path)
    for folder in tmp_path.resolve().parents:  # pytest's own folders are for their owner alone.
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    tmp_path.chmod(0o755)
    with _start(tmp_path, before="import os; os.setgid(65534); os.setuid(65534)") as process:
        output, _ = process.communicate()
    assert process.returncode == 3, output
    assert output == f"cannot write {tmp_path}: Permission denied\n"
    assert snapshot(tmp_path) == before


def test_runs_at_once_wait_for_each_other(tmp_path: Path) -> None:
    runs = [_start(tmp_path / "out") for _ in range(4)]
    for run in runs:
        output, _ = run.communicate()
        assert run.returncode == 0, output
    assert contents(tmp_path / "out") == {artifact.path: artifact.text for artifact in NEW}


def test_a_run_does_not_wait_for_ever(tmp_path: Path) -> None:
    with (
        locked(tmp_path),
        pytest.raises(OutsideError, match="another run is writing to it"),
        locked(tmp_path, patience=0),
    ):
        pass
    with locked(tmp_path, patience=0):
        assert list(tmp_path.iterdir()) == []
