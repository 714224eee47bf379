"""What is read of a repository's files, and what is no file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.app.checkout.file import read_text


def test_a_file_is_read_with_any_line_ends(tmp_path: Path) -> None:
    (tmp_path / "VERSION").write_bytes(b"1.2.3\r\n")
    assert read_text(tmp_path / "VERSION") == "1.2.3\n"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "Dockerfile")
    with pytest.raises(OSError, match="it is not a regular file"):
        read_text(tmp_path / "Dockerfile")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        read_text(tmp_path)
