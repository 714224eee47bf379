"""Terminals, pipes, files and devices at the other end of the command, in real processes."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.cli.command import canaryform, put_spec, surroundings
from tests.cli.tree import contents
from tests.patience import SECONDS, read_all, read_until, wait_until


def test_nothing_is_cut_or_wrapped_in_a_pipe(tmp_path: Path) -> None:
    name = "a-rather-long-name"
    put_spec(tmp_path, project=name)
    result = canaryform(
        tmp_path, "generate", "--out", "a-folder-with-a-long-name/" * 6, COLUMNS="40", PYTHONIOENCODING="ascii"
    )
    assert result.returncode == 0, result.stderr
    assert "\x1b" not in result.stdout
    row = next(line for line in result.stdout.splitlines() if f"{name}-dev-network" in line)
    assert f"{name}/dev/network.yaml" in row
    assert all(line == line.rstrip() for line in result.stdout.splitlines())
    assert "+---" in result.stdout


@pytest.mark.parametrize(
    "environment", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_any_encoding_will_do(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/schön.yaml").write_text("projekt: größe … 数\n", "utf-8")
    result = canaryform(tmp_path, "validate", **environment)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "gr\\xf6" in result.stdout


def test_a_file_is_named_in_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    put_spec(tmp_path)
    [spec] = tmp_path.glob("specs/*.yaml")
    spec.rename(spec.with_name("schön.yaml"))
    result = canaryform(tmp_path, "generate", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert result.returncode == 0, result.stderr
    [sums] = tmp_path.glob("templates_out/*/SHA256SUMS")
    assert "  specs/schön.yaml\n" in sums.read_text("utf-8")


def test_a_reader_that_leaves_changes_nothing(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    result = subprocess.run(
        [sys.executable, "-m", "generator", "schema"],
        env=surroundings(), stdout=write, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(write)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("arguments", [["schema"], ["--help"], ["--version"], ["validate", "--json"]])
def test_an_output_that_cannot_be_written(tmp_path: Path, arguments: list[str]) -> None:
    put_spec(tmp_path)
    with open("/dev/full", "w") as full:
        result = subprocess.run(
            [sys.executable, "-m", "generator", *arguments],
            cwd=tmp_path, env=surroundings(), stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (result.returncode, result.stderr) == (3, "error: cannot write the output: No space left on device\n")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-", "2>/dev/full"])
def test_streams_that_are_closed(tmp_path: Path, closed: str) -> None:
    put_spec(tmp_path)
    for arguments, code in (("validate", 0), ("validate nowhere", 3), ("--help", 0), ("bogus", 2)):
        command = f"{sys.executable} -m generator {arguments} {closed}"
        result = subprocess.run(
            ["sh", "-c", command], cwd=tmp_path, env=surroundings(), capture_output=True, check=False
        )
        assert result.returncode == code, command


def _on_a_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", *arguments],
        cwd=folder, env=surroundings(**environment), stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    shown = read_all(ours)
    os.close(ours)
    process.wait(SECONDS)
    return shown


def test_colour_is_for_terminals_that_want_it(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("projekt: \x07\n")
    shown = _on_a_terminal(tmp_path, "validate", "x.yaml")
    assert "\x1b[31m\x1b[1merror:" in shown
    assert "\x07" not in shown
    for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in _on_a_terminal(tmp_path, "validate", "x.yaml", **environment)


def test_a_narrow_terminal_folds_names_and_cuts_none(tmp_path: Path) -> None:
    put_spec(tmp_path, "a.yaml", "alpha")
    put_spec(tmp_path, "b.yaml", "beta")
    shown = _on_a_terminal(tmp_path, "generate", COLUMNS="60", NO_COLOR="1")
    assert "alpha-dev-network" in shown
    assert "…" not in shown.split("Stack")[1]


def test_ctrl_c(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "init"],
        cwd=tmp_path, env=surroundings(), stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    assert read_until(process.stderr.fileno(), lambda text: len(text) >= len("Name")).startswith("Name")
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=SECONDS)
    assert process.returncode == 130
    assert rest.endswith("interrupted, nothing was written\n")
    assert "Traceback" not in rest


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how much a pipe holds")
def test_ctrl_c_when_all_is_written_says_so(tmp_path: Path) -> None:
    put_spec(tmp_path)
    read, write = os.pipe()
    room = fcntl.fcntl(write, fcntl.F_GETPIPE_SZ)
    os.write(write, b"x" * (room - select.PIPE_BUF))  # A reader that does not read: the report has to wait.
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "generate", "--json"],
        cwd=tmp_path, env=surroundings(), stdout=write, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    os.close(write)
    wait_until(lambda: _held(read) == room, "the beginning of a report that is longer than what is left of the pipe")
    process.send_signal(signal.SIGINT)
    report = read_all(read)
    os.close(read)
    _, message = process.communicate(timeout=SECONDS)
    assert process.returncode == 130
    assert message.endswith("interrupted, but all files had been written\n")
    assert report.lstrip("x").startswith("{")  # How much of it got out is the pipe's to say.
    assert "shop/dev/main/ecs.yaml" in contents(tmp_path / "templates_out")


def _held(pipe: int) -> int:
    """How many bytes are in a pipe."""
    (number,) = struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))
    return int(number)
