"""Where the cache is, by what the environment says."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.app.cache.folder import cache_folder


@pytest.mark.parametrize(
    ("environment", "platform", "folder"),
    [
        ({"CANARYFORM_CACHE_DIR": "/c", "XDG_CACHE_HOME": "/x", "HOME": "/h"}, "linux", "/c"),
        ({"CANARYFORM_CACHE_DIR": "/c", "HOME": "/h"}, "darwin", "/c"),
        ({"CANARYFORM_CACHE_DIR": "", "HOME": "/h"}, "linux", "/h/.cache/canaryform"),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "linux", "/x/canaryform"),
        ({"XDG_CACHE_HOME": "x", "HOME": "/h"}, "linux", "/h/.cache/canaryform"),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "darwin", "/h/Library/Caches/canaryform"),
        ({"LOCALAPPDATA": "/l", "HOME": "/h"}, "win32", "/l/canaryform/Cache"),
    ],
)
def test_where(environment: dict[str, str], platform: str, folder: str) -> None:
    assert cache_folder(environment, platform) == Path(folder)


@pytest.mark.parametrize(("environment", "platform"), [({}, "linux"), ({"HOME": "h"}, "linux"), ({}, "win32")])
def test_nowhere(environment: dict[str, str], platform: str) -> None:
    assert cache_folder(environment, platform) is None


def test_a_relative_folder_is_where_the_command_runs() -> None:
    folder = cache_folder({"CANARYFORM_CACHE_DIR": "here"})
    assert folder == Path.cwd() / "here"
