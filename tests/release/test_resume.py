"""Conflicts and interruptions: go on, or take it back."""

from pathlib import Path

import pytest

from tests.release.scene import Scene
from tests.release.test_finish import finished


@pytest.fixture
def torn(scene: Scene) -> Scene:
    """A release whose merge back into develop will meet a conflict."""
    scene.release("start", "minor", "--yes")
    scene.write("service/price.js", "// ten\n")
    scene.commit("Ten")
    scene.git("switch", "--quiet", "develop")
    scene.write("service/price.js", "// eleven\n")
    scene.commit("Eleven")
    scene.push("develop")
    scene.git("switch", "--quiet", "release/1.3.0")
    return scene


def test_a_conflict_stays_for_the_person(torn: Scene) -> None:
    before = torn.there("show-ref")
    result = torn.release("finish", "--no-pull-request", "--yes")
    assert result.code == 1
    assert "develop: error: conflicts with main in service/price.js" in result.err
    assert "canaryform release continue; or canaryform release abort" in result.err
    assert torn.there("show-ref") == before
    again = torn.release("finish", "--no-pull-request", "--yes")
    assert "develop: error: has a merge in progress" in again.err
    unresolved = torn.release("continue", "--yes")
    assert unresolved.code == 1
    assert "still has conflicts: service/price.js" in unresolved.err
    torn.write("service/price.js", "// twelve\n")
    torn.git("add", "service/price.js")
    shown = torn.release("continue", "--dry-run").steps
    assert shown[:2] == [
        "git commit --no-edit",
        "git push --atomic origin refs/heads/main:refs/heads/main refs/heads/develop:refs/heads/develop "
        "refs/tags/v1.3.0:refs/tags/v1.3.0",
    ]
    done = torn.release("continue", "--yes")
    assert (done.code, done.err) == (0, "")
    finished(torn, "1.3.0")
    assert torn.read("service/price.js") == "// twelve\n"


def test_a_conflict_that_was_committed_by_hand(torn: Scene) -> None:
    torn.release("finish", "--no-pull-request", "--yes")
    torn.write("service/price.js", "// twelve\n")
    torn.git("add", "service/price.js")
    torn.git("commit", "--quiet", "--no-edit")
    assert torn.release("continue", "--yes").code == 0
    finished(torn, "1.3.0")


def test_a_conflict_in_main(scene: Scene) -> None:
    scene.release("start", "minor", "--yes")
    scene.write("service/price.js", "// ten\n")
    scene.commit("Ten")
    scene.git("switch", "--quiet", "main")
    scene.write("service/price.js", "// nine\n")
    scene.commit("Nine, by hand")
    scene.push("main")
    assert "main: error: conflicts" in scene.release("finish", "--no-pull-request", "--yes").err
    scene.write("service/price.js", "// ten\n")
    scene.git("add", "--all")
    assert scene.release("continue", "--yes").code == 0
    finished(scene, "1.3.0")


def test_abort_puts_everything_back(torn: Scene) -> None:
    before = torn.refs(), torn.files()
    torn.release("finish", "--no-pull-request", "--yes")
    assert torn.release("abort", "--dry-run").code == 0
    result = torn.release("abort", "--yes")
    assert (result.code, result.err) == (0, "")
    assert (torn.refs(), torn.files()) == before


@pytest.mark.parametrize("done", range(8))
def test_every_interruption_goes_on(tmp_path: Path, done: int) -> None:
    outcomes = []
    for name, number in (("straight", 0), ("interrupted", done)):
        folder = tmp_path / name
        folder.mkdir()
        scene = Scene(folder)
        scene.release("start", "minor", "--yes")
        scene.git("push", "--quiet", "origin", "release/1.3.0")
        if number:
            scene.run_some(number, "release", "--no-pull-request")
        steps = scene.release("finish", "--no-pull-request", "--dry-run").steps
        assert len(steps) <= 8 - number + 1
        result = scene.release("finish", "--no-pull-request", "--yes")
        assert result.code == 0, result.err
        finished(scene, "1.3.0")
        outcomes.append({name: scene.git("rev-parse", f"{name}^{{tree}}") for name in ("main", "develop", "v1.3.0")})
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize("done", range(1, 6))
def test_every_interruption_before_the_push_can_be_taken_back(tmp_path: Path, done: int) -> None:
    scene = Scene(tmp_path)
    scene.release("start", "minor", "--yes")
    before = scene.refs(), scene.files()
    scene.run_some(done, "release", "--no-pull-request")
    result = scene.release("abort", "--yes")
    if done == 1:  # Only main was checked out, which is no finish.
        assert "has nothing to abort" in result.err
        return
    assert (result.code, result.err) == (0, "")
    assert (scene.refs(), scene.files()) == before


def test_what_is_pushed_is_not_taken_back(scene: Scene) -> None:
    scene.release("start", "minor", "--yes")
    scene.run_some(6, "release", "--no-pull-request")
    before = scene.refs()
    result = scene.release("abort", "--yes")
    assert result.code == 1
    assert "what is pushed is not taken back" in result.err
    assert scene.refs() == before
    assert scene.release("continue", "--yes").code == 0
    finished(scene, "1.3.0")


def test_two_people_at_once(scene: Scene) -> None:
    scene.release("start", "minor", "--yes")
    scene.run_some(5, "release", "--no-pull-request")
    other = scene.folder / "other"
    scene.git("clone", "--quiet", str(scene.remote), str(other), folder=scene.folder)
    scene.git("checkout", "--quiet", "main", folder=other)
    scene.git("commit", "--quiet", "--allow-empty", "--message", "Meanwhile", folder=other)
    scene.git("push", "--quiet", "origin", "main", folder=other)
    before = scene.refs()
    result = scene.release("finish", "--no-pull-request", "--yes")
    assert result.code == 1
    assert "main: error: moved on at origin" in result.err
    assert scene.refs() == before
    assert scene.release("abort", "--yes").code == 0
    scene.git("fetch", "--quiet", "origin", "main:main")
    assert scene.release("finish", "--no-pull-request", "--yes").code == 0
    finished(scene, "1.3.0")


def test_a_push_that_is_refused_pushes_nothing(scene: Scene) -> None:
    scene.release("start", "minor", "--yes")
    hook = scene.remote / "hooks/update"
    hook.write_text('#!/bin/sh\ntest "$1" != refs/heads/develop || { echo "protected branch" >&2; exit 1; }\n')
    hook.chmod(0o755)
    before = scene.there("show-ref")
    result = scene.release("finish", "--no-pull-request", "--yes")
    assert result.code == 3
    assert "git push failed" in result.err
    assert "takes pull requests only; nothing was pushed" in result.err
    assert scene.there("show-ref") == before
    assert scene.release("abort", "--yes").code == 0
    hook.unlink()
    assert scene.release("finish", "--no-pull-request", "--yes").code == 0


def test_nothing_to_go_on_with(scene: Scene) -> None:
    for command in ("continue", "abort"):
        result = scene.release(command, "--yes")
        assert result.code == 1
        assert f"has nothing to {command}" in result.err


def test_a_merge_of_somebody_else(scene: Scene) -> None:
    scene.git("switch", "--quiet", "--create", "side", "main")
    scene.change("Side")
    scene.git("merge", "--quiet", "--no-commit", "--no-ff", "develop")
    for command in ("continue", "abort"):
        result = scene.release(command, "--yes")
        assert result.code == 1
        assert "hint: git merge --continue, or git merge --abort" in result.err
