"""Two builds of one commit are the same bytes, and have in them what the package needs; the SBOM lists just that."""

from __future__ import annotations

import json
import os
import re
import subprocess
import venv
import zipfile
from configparser import ConfigParser
from email.parser import Parser
from importlib.metadata import requires
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generator import __version__
from tests.cli.command import put_spec, surroundings
from tests.dist.build import RUNTIME, SBOM, build, sbom
from tests.golden.case import ROOT


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
    [metadata] = [name for name in names if name.endswith(".dist-info/METADATA")]
    asked = Parser().parsestr(zipfile.ZipFile(wheel).read(metadata).decode()).get_all("Requires-Dist") or []
    assert {Requirement(each).name for each in asked if "extra" not in each} == {each.name for each in _direct()}


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


@pytest.mark.slow
def test_the_sbom_lists_what_is_pinned_and_nothing_else(tmp_path: Path) -> None:
    written = [sbom(tmp_path).read_bytes() for _ in range(2)]
    assert written[0] == written[1]
    document = json.loads(written[0])
    assert document["bomFormat"] == "CycloneDX"
    about = document["metadata"]["component"]
    assert (about["name"], about["version"]) == ("canaryform", __version__)
    hashes = {
        f"{each['name']}=={each['version']}": {
            (found["alg"], found["content"]) for place in each["externalReferences"] for found in place["hashes"]
        }
        for each in document["components"]
    }
    assert hashes == {name: {("SHA-256", each) for each in found} for name, found in _pinned().items()}


def test_what_is_pinned_is_what_canaryform_depends_on_and_nothing_else() -> None:
    assert {name.partition("==")[0] for name in _pinned()} == _needed()


def test_a_release_makes_the_sbom_and_says_which_packages_it_is_of() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"))["jobs"]
    assert "make dist" in [step.get("run") for step in jobs["build"]["steps"]]
    kept = {step["with"]["name"]: step["with"]["path"] for step in jobs["build"]["steps"] if "with" in step and "path" in step["with"]}
    assert kept["sbom"] == "dist/*.json"
    [attested] = [step["with"] for step in jobs["attest"]["steps"] if "sbom-path" in step.get("with", {})]
    assert attested == {"subject-path": "dist/*", "sbom-path": f"sbom/{SBOM}"}
    [download] = [step["with"] for step in jobs["attest"]["steps"] if step.get("with", {}).get("name") == "sbom"]
    assert download["path"] == "sbom"


def test_what_canaryform_depends_on_is_pinned_by_hash() -> None:
    text = RUNTIME.read_text(encoding="utf-8")
    entries = text.replace("\\\n", " ").splitlines()
    assert {entry.partition("==")[0].strip() for entry in entries} >= {"botocore", "cfn-lint", "click", "troposphere"}
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry)


def _pinned() -> dict[str, set[str]]:
    """``name==version`` -> the hashes that it may have."""
    entries = RUNTIME.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return {entry.split()[0]: set(re.findall(r"--hash=sha256:(\w+)", entry)) for entry in entries if "==" in entry}


def _direct() -> list[Requirement]:
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    return [Requirement(line) for line in setup["options"]["install_requires"].split("\n") if line]


def _needed() -> set[str]:
    """The names of all that is installed with canaryform, by what each says that it needs."""
    found: set[str] = set()
    waiting = [(each, set[str]()) for each in _direct()]
    while waiting:
        wanted, extras = waiting.pop()
        if wanted.marker and not any(wanted.marker.evaluate({"extra": extra}) for extra in extras or {""}):
            continue
        name = canonicalize_name(wanted.name)
        if name not in found or wanted.extras:
            found.add(name)
            waiting += [(Requirement(each), set(wanted.extras)) for each in requires(wanted.name) or ()]
    return found
