"""Two builds of one commit are the same bytes, and have in them what the package needs."""

from __future__ import annotations

import os
import subprocess
import venv
import zipfile
from pathlib import Path

import pytest

from tests.cli.command import put_spec, surroundings
from tests.dist.build import RUNTIME, build


@pytest.mark.slow
def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        build(tmp_path / "one")
    finally:
        os.umask(before)
    build(tmp_path / "two")
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert sorted(Path(name).suffix for name in one) == [".gz", ".whl"]
    assert one == two
    [wheel] = (tmp_path / "one").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "generator/__main__.py" in names
    assert "generator/py.typed" in names
    assert not [name for name in names if name.startswith("tests/")]


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["*.whl", "*.tar.gz"])
def test_what_was_built_installs_and_runs(tmp_path: Path, ending: str) -> None:
    build(tmp_path / "dist")
    [package] = (tmp_path / "dist").glob(ending)
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv/bin"
    pip: list[str | Path] = [programs / "python", "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, "--require-hashes", "--requirement", RUNTIME], check=True)
    subprocess.run([*pip, "--no-deps", package], check=True)
    put_spec(tmp_path)
    # Nothing of the clone may be found: the package alone has to do.
    command: list[str | Path] = [programs / "canaryform", "generate"]
    environment = {key: value for key, value in surroundings().items() if key != "PYTHONPATH"}
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, "Traceback" in result.stderr) == (0, False), result.stderr
    assert [*tmp_path.glob("templates_out/shop/manifest.json")]


def test_what_canaryform_depends_on_is_pinned_by_hash() -> None:
    text = RUNTIME.read_text(encoding="utf-8")
    entries = text.replace("\\\n", " ").splitlines()
    assert {entry.partition("==")[0].strip() for entry in entries} >= {"botocore", "cfn-lint", "click", "troposphere"}
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry)
