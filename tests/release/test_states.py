"""Every state of git that a command does not need is named, with what mends it; nothing changes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.release.scene import Scene
from tests.release.spoils import (
    CASES,
    detached,
    dirty,
    locked,
    merging,
    no_develop,
    no_remote,
    nobody,
    unreachable,
)


@pytest.mark.parametrize(("spoil", "message", "mend"), CASES, ids=[case[0].__name__.strip("_") for case in CASES])
def test_start_names_it(scene: Scene, spoil: Callable[[Scene], None], message: str, mend: str) -> None:
    spoil(scene)
    before = _here(scene)
    result = scene.release("start", "1.3.0", "--yes")
    assert result.code == 1, result.out
    assert message in result.err
    assert mend in result.err
    assert result.err.endswith("nothing was changed\n")
    assert _here(scene) == before


@pytest.mark.parametrize(
    "spoil",
    [detached, dirty, no_remote, unreachable, no_develop, merging, nobody, locked],
)
@pytest.mark.parametrize("alone", [True, False])
def test_finish_names_it_too(scene: Scene, spoil: Callable[[Scene], None], *, alone: bool) -> None:
    scene.release("start", "minor", "--yes")
    spoil(scene)
    before = _here(scene)
    result = scene.release("finish", "--yes", *(["--no-pull-request"] if alone else []))
    assert result.code == 1
    assert next(case[1] for case in CASES if case[0] is spoil).split(": ")[-1].split(" ")[0] in result.err
    assert "hint:" in result.err
    assert _here(scene) == before


@pytest.mark.parametrize("command", [("start", "minor"), ("hotfix", "start"), ("check",)])
def test_a_shallow_clone(scene: Scene, command: tuple[str, ...]) -> None:
    other = scene.folder / "other"
    url = scene.remote.as_uri()
    scene.git("clone", "--quiet", "--depth", "1", "--no-single-branch", url, str(other), folder=scene.folder)
    result = scene.release(*command, *([] if command == ("check",) else ["--yes"]), folder=other)
    assert result.code == 1
    assert "is a shallow clone" in result.err + result.out
    assert "git fetch --unshallow origin" in result.err + result.out


def test_a_repository_without_a_commit(scene: Scene, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    scene.git("init", "--quiet", str(folder))
    (folder / "specs").mkdir()
    (folder / "specs/shop.yaml").write_text(scene.read("specs/shop.yaml"))
    result = scene.release("start", "minor", "--yes", folder=folder)
    assert result.code == 1
    assert "main: error: has no commit yet" in result.err


def test_no_repository(scene: Scene, tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    (folder / "specs").mkdir(parents=True)
    (folder / "specs/shop.yaml").write_text(scene.read("specs/shop.yaml"))
    result = scene.release("status", folder=folder, GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert result.code == 1
    assert "is no git working tree" in result.err
    assert "git init" in result.err


def test_no_git(scene: Scene) -> None:
    result = scene.release("status", PATH=str(scene.folder / "bin"))
    assert (result.code, result.err.splitlines()[0]) == (3, "error: cannot run git: it is not installed")


def test_several_specs(scene: Scene) -> None:
    scene.write("specs/other.yaml", scene.read("specs/shop.yaml").replace("project: shop", "project: other"))
    result = scene.release("start", "minor", "--yes")
    assert result.code == 2
    assert "specs/ holds several specs: name one of specs/other.yaml, specs/shop.yaml." in result.err
    assert scene.release("start", "minor", "specs/shop.yaml", "--yes").code == 0


def test_a_spec_with_problems(scene: Scene) -> None:
    scene.write("specs/shop.yaml", scene.read("specs/shop.yaml").replace("3000", "many"))
    result = scene.release("start", "minor", "--yes")
    assert result.code == 1
    assert "specs/shop.yaml:4:" in result.err


def test_environments_that_disagree(scene: Scene) -> None:
    more = '  test:\n    trigger: {tag: "v0.*"}\n    git: {main: trunk}\n'
    scene.write("specs/shop.yaml", scene.read("specs/shop.yaml") + more)
    result = scene.release("status")
    assert result.code == 1
    assert "main of test differs from prod's" in result.err


@pytest.mark.parametrize("version", ["1.3", "v1.3.0", "01.3.0", "next", "1.3.0 "])
def test_no_version(scene: Scene, version: str) -> None:
    result = scene.release("start", version, "--yes")
    assert result.code == 1
    assert "is not MAJOR.MINOR.PATCH" in result.err


def test_a_signature_that_the_spec_wants(tmp_path: Path) -> None:
    scene = Scene(tmp_path, {"signed_commits": "true"})
    result = scene.release("start", "minor", "--yes")
    assert result.code == 1
    assert "hint: git config commit.gpgSign true" in result.err


def _here(scene: Scene) -> tuple[str, dict[str, bytes]]:
    return scene.git("for-each-ref") + scene.git("rev-parse", "--symbolic-full-name", "HEAD"), scene.files()
