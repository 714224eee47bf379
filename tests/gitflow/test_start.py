"""``release start``: a branch, a version, a changelog, one commit."""

import json
from pathlib import Path

import pytest

from tests.gitflow.sandbox import GitSandbox


def test_a_release_begins(sandbox: GitSandbox) -> None:
    result = sandbox.release("start", "1.3.0", "--yes")
    assert (result.code, result.err) == (0, "")
    assert sandbox.git("branch", "--show-current") == "release/1.3.0"
    assert sandbox.git("log", "--format=%s", "develop..") == "Prepare release 1.3.0"
    assert sandbox.git("status", "--porcelain") == ""
    assert json.loads(sandbox.read("service/package.json"))["version"] == "1.3.0"
    lock = json.loads(sandbox.read("service/package-lock.json"))
    assert lock["version"] == lock["packages"][""]["version"] == "1.3.0"
    assert lock["packages"]["node_modules/other"]["version"] == "1.2.0"
    assert sandbox.read("service/CHANGELOG.md") == "# Changelog\n\n## 1.3.0 - 2026-01-01\n\n- Add a basket\n"
    assert "release/1.3.0" not in sandbox.there("branch")


@pytest.mark.parametrize(
    ("wanted", "version"),
    [
        ("major", "2.0.0"),
        ("minor", "1.3.0"),
        ("patch", "1.2.1"),
        ("1.3.0-rc.1", "1.3.0-rc.1"),
        ("1.3.0+b.1", "1.3.0+b.1"),
    ],
)
def test_which_version(sandbox: GitSandbox, wanted: str, version: str) -> None:
    assert sandbox.release("start", wanted, "--yes").code == 0
    assert sandbox.git("branch", "--show-current") == f"release/{version}"
    assert json.loads(sandbox.read("service/package.json"))["version"] == version


def test_a_dry_run_changes_nothing(sandbox: GitSandbox) -> None:
    before = sandbox.refs(), sandbox.files()
    result = sandbox.release("start", "minor", "--dry-run")
    assert result.code == 0
    assert result.steps[0] == "git switch --no-track --create release/1.3.0 develop"
    assert result.steps[-1].startswith("git commit --message 'Prepare release 1.3.0'")
    assert (sandbox.refs(), sandbox.files()) == before


def test_nobody_is_asked_without_a_terminal(sandbox: GitSandbox) -> None:
    before = sandbox.refs(), sandbox.files()
    result = sandbox.release("start", "minor")
    assert result.code == 2
    assert "nobody is there to answer: --yes does not ask" in result.err
    assert (sandbox.refs(), sandbox.files()) == before


def test_what_the_changelog_takes_from_history(sandbox: GitSandbox) -> None:
    for name, message in (
        ("a", "Merge pull request #7 from acme/feature/login\n\nAdd a login"),
        ("b", "Merge branch 'feature/dark-mode' into develop"),
        ("c", "Merge branch 'feature/x'\n\nWhat x is"),
    ):
        sandbox.git("switch", "--quiet", "--create", name)
        sandbox.change(f"Work on {name}")
        sandbox.change(f"More work on {name}")
        sandbox.git("switch", "--quiet", "develop")
        sandbox.git("merge", "--quiet", "--no-ff", "--message", message, name)
    sandbox.change("Squashed (#9)")
    sandbox.push("develop")
    sandbox.release("start", "minor", "--yes")
    lines = ["Add a basket", "Add a login (#7)", "Dark mode", "What x is", "Squashed (#9)"]
    assert sandbox.read("service/CHANGELOG.md").splitlines()[4:] == [f"- {line}" for line in lines]


def test_the_changelog_of_the_root_where_there_is_one(sandbox: GitSandbox) -> None:
    sandbox.write("CHANGELOG.md", "# Changes\r\n\r\n## 1.2.0\r\n\r\n- Old\r\n")
    sandbox.commit("Tell what changes")
    sandbox.push("develop")
    sandbox.release("start", "minor", "--yes")
    text = sandbox.read("CHANGELOG.md")
    assert text.startswith("# Changes\r\n\r\n## 1.3.0 - 2026-01-01\r\n\r\n- Add a basket\r\n")
    assert not (sandbox.work / "service/CHANGELOG.md").exists()


@pytest.mark.parametrize("name", ["pyproject.toml", "VERSION", "none"])
def test_other_version_files(tmp_path: Path, name: str) -> None:
    sandbox = GitSandbox(tmp_path, version_file=name)
    texts = {"pyproject.toml": '[project]\nname = "shop"\nversion = "1.2.0"\n', "VERSION": "1.2.0\n"}
    if name in texts:
        sandbox.write(f"service/{name}", texts[name])
        sandbox.commit("Say the version")
        sandbox.push("develop")
    assert sandbox.release("start", "minor", "--yes").code == 0
    if name in texts:
        assert sandbox.read(f"service/{name}") == texts[name].replace("1.2.0", "1.3.0")
    assert json.loads(sandbox.read("service/package.json"))["version"] == "1.2.0"


def test_the_first_version_of_all(sandbox: GitSandbox) -> None:
    sandbox.git("push", "--quiet", "origin", "--delete", "v1.2.0")
    sandbox.git("tag", "--delete", "v1.2.0")
    assert sandbox.release("start", "minor", "--dry-run").steps[0].split()[4] == "release/1.3.0"
    assert sandbox.release("start", "1.2.0", "--yes").code == 0
    assert sandbox.git("show", "--format=", "--name-only") == "service/CHANGELOG.md"


def test_a_tag_with_the_prefix_that_is_no_version_counts_for_nothing(sandbox: GitSandbox) -> None:
    for name in ("v", "v1.2", "v9", "vnext", "v9.0.0-01", "v9.0.0.1"):
        sandbox.git("tag", name)
    sandbox.git("push", "--quiet", "origin", "--tags")
    assert sandbox.release("status").out.splitlines()[-3].split() == ["versions", "v1.2.0"]
    assert sandbox.release("start", "minor", "--yes").code == 0
    assert sandbox.git("branch", "--show-current") == "release/1.3.0"
    assert sandbox.release("finish", "--no-pull-request", "--yes").code == 0


@pytest.mark.parametrize("has_tag", [True, False])
def test_a_version_file_too_deep_to_read_is_refused(sandbox: GitSandbox, *, has_tag: bool) -> None:
    """Before the first tag the version file is asked for the version too, which has nothing to say then."""
    if not has_tag:
        sandbox.git("push", "--quiet", "origin", "--delete", "v1.2.0")
        sandbox.git("tag", "--delete", "v1.2.0")
    sandbox.write("service/package.json", '{"deep": ' + "[" * 100_000 + "]" * 100_000 + "}")
    sandbox.commit("Nest the version file")
    sandbox.push("develop")
    before = sandbox.refs(), sandbox.files()
    result = sandbox.release("start", "minor", "--yes")
    assert result.code == 1
    assert "cannot be given a version" in result.err
    assert (sandbox.refs(), sandbox.files()) == before


def test_from_a_folder_below(sandbox: GitSandbox) -> None:
    result = sandbox.release("start", "minor", "--yes", folder=sandbox.work / "service")
    assert result.code == 0, result.err
    assert sandbox.git("show", "--format=", "--name-only").splitlines()[0] == "service/CHANGELOG.md"


def test_an_interrupted_start_goes_on(sandbox: GitSandbox) -> None:
    steps = len(sandbox.release("start", "minor", "--dry-run").steps)
    expected = None
    for done in range(steps + 1):
        other = GitSandbox(_folder(sandbox.folder / f"after {done}"))
        other.run_some(done, "start", "minor")
        result = other.release("start", "1.3.0", "--yes")
        assert result.code == (1 if done == steps else 0), result.err
        found = other.git("rev-parse", "HEAD^{tree}"), other.git("log", "--format=%s"), other.git("status", "--short")
        expected = expected or found
        assert found == expected


def _folder(path: Path) -> Path:
    path.mkdir()
    return path
