"""The cache's folder: damaged, full, shared, too large, or somebody else's."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from generator.app.cache.folder import prepare_folder
from generator.app.cache.store import Size, Store, key
from tests.cli.command import REPOSITORY, surroundings

KEY, OTHER = key("one"), key("other")


def _file(folder: Path, name: str) -> Path:
    return folder / name[:2] / name[2:]


def test_what_is_put_is_there_for_everybody(tmp_path: Path) -> None:
    Store(tmp_path).put(KEY, {"a": [1, "ä\udcff", None]})
    assert Store(tmp_path).get(KEY) == {"a": [1, "ä\udcff", None]}
    assert Store(tmp_path).get(OTHER) is None
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [KEY[2:]]


def test_keys_differ_by_where_parts_end() -> None:
    assert len({key("ab", "c"), key("a", "bc"), key("abc"), key("abc", ""), key("", "abc")}) == 5


@pytest.mark.parametrize("position", [0, 10, 63, 64, 70, -1])
def test_an_entry_with_a_changed_byte_is_none(tmp_path: Path, position: int) -> None:
    store = Store(tmp_path)
    store.put(KEY, "some value")
    data = bytearray(_file(tmp_path, KEY).read_bytes())
    data[position] ^= 1
    _file(tmp_path, KEY).write_bytes(data)
    assert store.get(KEY) is None
    store.put(KEY, "some value")
    assert store.get(KEY) == "some value"


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 70])
def test_a_cut_entry_is_none(tmp_path: Path, length: int) -> None:
    store = Store(tmp_path)
    store.put(KEY, "some value")
    _file(tmp_path, KEY).write_bytes(_file(tmp_path, KEY).read_bytes()[:length])
    assert store.get(KEY) is None


def test_an_entry_under_another_s_name_is_none(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(KEY, "some value")
    _file(tmp_path, OTHER).parent.mkdir()
    _file(tmp_path, KEY).rename(_file(tmp_path, OTHER))
    assert store.get(OTHER) is None


def test_a_folder_in_the_place_of_an_entry_is_none(tmp_path: Path) -> None:
    _file(tmp_path, KEY).mkdir(parents=True)
    store = Store(tmp_path)
    store.put(KEY, 1)
    assert store.get(KEY) is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_file_in_the_place_of_the_folder_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("mine")
    store = Store(tmp_path / "cache")
    store.put(KEY, 1)
    assert store.get(KEY) is None
    assert (tmp_path / "cache").read_text() == "mine"
    assert prepare_folder(tmp_path / "cache") == "it is not a folder"


def _aged(store: Store, folder: Path, count: int) -> list[str]:
    names = [key(str(number)) for number in range(count)]
    for number, name in enumerate(names):
        store.put(name, "x" * 4000)
        os.utime(_file(folder, name), (1000 + number, 1000 + number))
    return names


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path, limit=10 * 4096)
    names = _aged(store, tmp_path, 12)
    assert store.get(names[0]) is not None  # A use, and so it is no longer the oldest.
    store.trim()
    assert [number for number, name in enumerate(names) if store.get(name)] == [0, 5, 6, 7, 8, 9, 10, 11]
    assert store.size() == Size(8, 8 * 4096)


def test_nothing_goes_before_the_limit(tmp_path: Path) -> None:
    store = Store(tmp_path, limit=12 * 4096)
    names = _aged(store, tmp_path, 12)
    store.trim()
    assert all(store.get(name) for name in names)


def test_whoever_only_reads_removes_nothing(tmp_path: Path) -> None:
    names = _aged(Store(tmp_path), tmp_path, 12)
    store = Store(tmp_path, limit=1)
    store.trim()
    assert all(store.get(name) for name in names)


def test_half_written_files_of_the_dead_go_and_of_the_living_stay(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(KEY, 1)
    dead, living = (_file(tmp_path, KEY).with_name(f"{OTHER[2:]}.new-{number}") for number in (1, 2))
    dead.write_text("half")
    living.write_text("half")
    os.utime(dead, (1000, 1000))
    store.trim()
    assert not dead.exists()
    assert living.exists()


def test_clear_removes_what_is_ours_and_nothing_else(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(KEY, 1)
    theirs = [tmp_path / "go/mod", tmp_path / "notes", _file(tmp_path, KEY).parent / "mine", tmp_path / "ab" / "c"]
    for path in theirs:
        path.parent.mkdir(exist_ok=True)
        path.write_text("theirs")
    assert store.clear() == Size(1, 4096)
    assert store.get(KEY) is None
    assert all(path.exists() for path in theirs)


def test_the_folder_is_its_owner_s_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "cache"
    assert prepare_folder(folder) == ""
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    Store(folder).put(KEY, 1)
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} <= {0o700}


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_may_write_to_is_not_used(tmp_path: Path, mode: int) -> None:
    tmp_path.chmod(mode)
    assert prepare_folder(tmp_path) == "others may write to it"


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert prepare_folder(tmp_path / "file" / "cache")


_SCRIPT = """
import sys
from pathlib import Path
from generator.app.cache.store import Store, key
store = Store(Path(sys.argv[1]), limit=40 * 4096)
wrong = 0
for turn in range(60):
    for number in range(20):
        value = [number] * 500
        store.put(key(str(number)), value)
        found = store.get(key(str((number * 7) % 20)))
        wrong += found is not None and found != [(number * 7) % 20] * 500
    store.trim()
print(wrong)
"""


def test_many_processes_may_use_it_at_once(tmp_path: Path) -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", _SCRIPT, str(tmp_path)],
            cwd=REPOSITORY, env=surroundings(), stdout=subprocess.PIPE, text=True,
        )
        for _ in range(4)
    ]  # fmt: skip
    assert [run.communicate()[0] for run in runs] == ["0\n"] * 4
    assert list(tmp_path.rglob("*new*")) == []
    entries = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(entries) == 20
    assert all(json.loads(path.read_bytes()[64:]) for path in entries)


def test_what_is_no_file_is_none(tmp_path: Path) -> None:
    store = Store(tmp_path)
    place = _file(tmp_path, KEY)
    place.parent.mkdir()
    os.mkfifo(place)
    assert store.get(KEY) is None
    place.unlink()
    place.symlink_to("/dev/zero")
    assert store.get(KEY) is None
    store.put(KEY, 1)
    assert store.get(KEY) == 1


def test_a_file_that_is_too_long_is_none_and_not_read(tmp_path: Path) -> None:
    place = _file(tmp_path, KEY)
    place.parent.mkdir()
    with place.open("wb") as file:
        file.truncate(2**40)
    assert Store(tmp_path).get(KEY) is None
