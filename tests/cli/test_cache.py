"""The cache: right or a miss, for many processes at once, never larger than it may be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.app.cache import Cache, folder, key

NAME = key("a")
OTHER = key("b")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def entry(cache: Cache, name: str) -> Path:
    return cache.root / name[:2] / name[2:]


def test_what_was_put_is_there(cache: Cache) -> None:
    assert cache.get(NAME) is None
    cache.put(NAME, b"content")
    cache.put(OTHER, b"")
    assert cache.get(NAME) == b"content"
    assert cache.get(OTHER) == b""


def test_what_is_put_again_is_new(cache: Cache) -> None:
    cache.put(NAME, b"old")
    cache.put(NAME, b"new")
    assert cache.get(NAME) == b"new"


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 32, b"\0" * 40])
def test_a_damaged_entry_is_a_miss(cache: Cache, damage: bytes) -> None:
    cache.put(NAME, b"content")
    entry(cache, NAME).write_bytes(damage)
    assert cache.get(NAME) is None


def test_one_flipped_bit_is_a_miss(cache: Cache) -> None:
    cache.put(NAME, b"content")
    data = bytearray(entry(cache, NAME).read_bytes())
    for position in range(len(data)):
        changed = bytes([*data[:position], data[position] ^ 1, *data[position + 1 :]])
        entry(cache, NAME).write_bytes(changed)
        assert cache.get(NAME) is None


def test_a_folder_in_the_way_is_a_miss(cache: Cache) -> None:
    entry(cache, NAME).mkdir(parents=True)
    cache.put(NAME, b"content")
    assert cache.get(NAME) is None


def test_a_file_where_the_cache_should_be_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    cache = Cache(tmp_path / "file")
    cache.put(NAME, b"content")
    assert cache.get(NAME) is None
    assert (tmp_path / "file").read_text() == "mine"


def test_clearing_removes_entries_and_nothing_else(cache: Cache) -> None:
    cache.put(NAME, b"content")
    mine = cache.root / "notes.txt"
    mine.write_text("mine")
    assert cache.clear() == 1
    assert cache.get(NAME) is None
    assert mine.exists()


def test_the_oldest_go_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, max_bytes=10 * 132)
    names = [key(str(number)) for number in range(12)]
    for age, name in enumerate(names):
        cache.put(name, b"x" * 100)
        os.utime(entry(cache, name), (age, age))
    assert cache.get(names[0]) is not None  # and so it is the newest now
    cache.prune()
    kept = [name for name in names if entry(cache, name).exists()]
    assert kept == [names[0], *names[-6:]]


def test_nothing_goes_while_there_is_room(cache: Cache) -> None:
    for number in range(20):
        cache.put(key(str(number)), b"x" * 1000)
    cache.prune()
    assert all(cache.get(key(str(number))) for number in range(20))


@given(st.lists(st.binary(max_size=4), max_size=4), st.lists(st.binary(max_size=4), max_size=4))
def test_keys_differ_when_parts_do(first: list[bytes], second: list[bytes]) -> None:
    assert (key(*first) == key(*second)) == (first == second)


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", "home/.cache/canaryform"),
        ({"XDG_CACHE_HOME": ""}, "linux", "home/.cache/canaryform"),
        ({"XDG_CACHE_HOME": "there"}, "linux", "there/canaryform"),
        ({}, "darwin", "home/Library/Caches/canaryform"),
        ({"CANARYFORM_CACHE": "mine"}, "darwin", "mine"),
    ],
)
def test_where_it_is(environment: dict[str, str], platform: str, expected: str) -> None:
    assert folder(environment, Path("home"), platform) == Path(expected)


_WRITER = """
import sys
from pathlib import Path
from generator.app.cache import Cache, key
cache = Cache(Path(sys.argv[1]), max_bytes=20_000)
for turn in range(200):
    name = key(str(turn % 20))
    found = cache.get(name)
    assert found is None or found == name.encode() * 20, found
    cache.put(name, name.encode() * 20)
    if turn % 50 == 0:
        cache.prune()
"""


def test_many_processes_at_once_read_nothing_but_whole_entries(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _WRITER, str(tmp_path)]
    writers = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    assert [(writer.communicate()[1], writer.returncode) for writer in writers] == [(b"", 0)] * 4
    assert not list(tmp_path.rglob(".*"))
