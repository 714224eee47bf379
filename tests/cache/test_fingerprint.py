"""A byte of the generator, a library's version or file list, another Python: each gives another fingerprint."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.app.cache.fingerprint import PACKAGE, fingerprint
from generator.app.cache.store import Store

OLD = time.time() - 1000


def _installation(root: Path) -> tuple[Path, Path]:
    """A package of ours and two libraries, installed long ago."""
    package, site = root / "generator", root / "site"
    files = {
        package / "__init__.py": "x = 1\n",
        package / "gate" / "rules" / "rollback.py": "RULE = 1\n",
        package / "gate" / "cfnlintrc.yaml": "{}\n",
        site / "cfn_lint-1.58.0.dist-info" / "RECORD": "cfnlint/a.py,sha256=abc,3\n",
        site / "PyYAML-6.0.3.egg-info" / "PKG-INFO": "",
        site / "cfnlint" / "a.py": "",
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        os.utime(path, (OLD, OLD))
    return package, site


def _store(root: Path) -> Store:
    return Store(root / "cache")


def _change(path: Path, text: str) -> None:
    """Change a file's content, and give it the times and the size that it had."""
    status = path.stat()
    path.write_text(text.ljust(status.st_size)[: status.st_size])
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES: dict[str, Callable[[Path, Path], object]] = {
    "a byte of the generator": lambda package, site: _change(package / "__init__.py", "x = 2\n"),
    "a rule": lambda package, site: _change(package / "gate/rules/rollback.py", "RULE = 2\n"),
    "cfn-lint's configuration": lambda package, site: _change(package / "gate/cfnlintrc.yaml", "[]\n"),
    "a new module": lambda package, site: (package / "gate/new.py").write_text(""),
    "a module that is gone": lambda package, site: (package / "gate/rules/rollback.py").unlink(),
    "a library's file": lambda package, site: _change(
        site / "cfn_lint-1.58.0.dist-info/RECORD", "cfnlint/a.py,sha256=abd,3\n"
    ),
    "a library's version": lambda package, site: (site / "PyYAML-6.0.3.egg-info").rename(
        site / "PyYAML-6.0.4.egg-info"
    ),
    "a new library": lambda package, site: (site / "new-1.dist-info").mkdir(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_gives_another(tmp_path: Path, change: str) -> None:
    package, site = _installation(tmp_path)
    before = fingerprint(_store(tmp_path), package, [str(site)])
    assert before == fingerprint(_store(tmp_path), package, [str(site)])
    CHANGES[change](package, site)
    after = fingerprint(_store(tmp_path), package, [str(site)])
    assert after not in {before, ""}


def test_compiled_modules_and_the_place_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    first, site = _installation(tmp_path / "one")
    second, other = _installation(tmp_path / "two")
    (second / "__pycache__").mkdir()
    (second / "__pycache__" / "x.pyc").write_bytes(b"x")
    store = _store(tmp_path)
    assert fingerprint(store, first, [str(site)]) == fingerprint(store, second, [str(other), "/no/such/folder"])


def test_another_python_gives_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package, site = _installation(tmp_path)
    before = fingerprint(_store(tmp_path), package, [str(site)])
    monkeypatch.setattr(sys, "version", "4.0")
    assert fingerprint(_store(tmp_path), package, [str(site)]) != before


def test_a_package_in_an_archive_has_none(tmp_path: Path) -> None:
    assert fingerprint(_store(tmp_path), tmp_path / "app.zip" / "generator", []) == ""


def test_a_file_that_may_still_change_unseen_is_read_again(tmp_path: Path) -> None:
    package, site = _installation(tmp_path)
    fingerprint(_store(tmp_path), package, [str(site)])  # All was written just now, whatever its times say.
    assert _store(tmp_path).size().entries == 0


def test_ours_is_that_of_every_file_of_ours(tmp_path: Path) -> None:
    assert len(fingerprint(_store(tmp_path))) == 64
    assert (PACKAGE / "app" / "cache" / "fingerprint.py").is_file()
