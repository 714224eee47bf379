"""Who is asked for a tag's commit, and what is said when nobody knows it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.app.rollback.commit import Commit, Source, at_github, commit_of, in_clone
from generator.errors import OutsideError, SpecError
from generator.gitflow.gh import Gh
from generator.gitflow.gh_api import GhApi
from generator.gitflow.git import Git

_ID = "0123456789abcdef0123456789abcdef01234567"


def _refuses(tag: str) -> str:
    raise OutsideError("cannot ask", f"nobody answers about {tag}")


def _source(name: str, answer: str) -> Source:
    return Source(name, lambda tag: answer, "does not know it")


def test_the_first_that_knows_it_counts() -> None:
    sources = [Source("A", _refuses, ""), _source("B", ""), _source("C", _ID), _source("D", "f" * 40)]
    assert commit_of("v1.2.2", sources) == Commit(_ID, "C")


@pytest.mark.parametrize("answer", ["", "v1.2.2", _ID[:12], _ID.upper(), f"{_ID}\n"])
def test_nobody_knows_it(answer: str) -> None:
    with pytest.raises(SpecError) as refused:
        commit_of("v1.2.2", [Source("A", _refuses, ""), _source("B", answer)])
    [problem] = refused.value.problems
    answers = "A could not be asked: nobody answers about v1.2.2; B does not know it"
    assert problem.message == f"is a tag whose commit could not be found: {answers}"
    assert "git fetch origin tag v1.2.2" in problem.hint
    assert "--despite-alarms" in problem.hint


@pytest.fixture
def clone(tmp_path: Path) -> Git:
    git = Git(tmp_path, {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull})
    git.ask("init", "--quiet")
    git.ask("-c", "user.name=me", "-c", "user.email=me@example.com", "commit", "--quiet", "--allow-empty", "-m", "One")
    return git


@pytest.mark.parametrize(
    "url",
    ["git@github.com:acme/shop.git", "https://github.com/Acme/Shop", "ssh://git@github.com/acme/shop.git/"],
)
def test_a_clone_knows_an_annotated_tag_by_its_commit(clone: Git, url: str) -> None:
    clone.ask("remote", "add", "upstream", url)
    clone.ask("-c", "user.name=me", "-c", "user.email=me@example.com", "tag", "-a", "-m", "One", "v1.2.2")
    assert in_clone(clone, "acme/shop", "v1.2.2") == clone.ask("rev-parse", "HEAD")
    assert in_clone(clone, "acme/shop", "v1.2.3") == ""


@pytest.mark.parametrize("url", ["https://github.com/acme/scheduler", "https://github.com/acme/shop-two.git", ""])
def test_the_tags_of_another_repository_say_nothing(clone: Git, url: str) -> None:
    if url:
        clone.ask("remote", "add", "origin", url)
    clone.ask("tag", "v1.2.2")
    with pytest.raises(OutsideError, match="is no clone of acme/shop"):
        in_clone(clone, "acme/shop", "v1.2.2")


def _gh(folder: Path, script: str) -> GhApi:
    program = folder / "gh"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    return GhApi(Gh(folder, {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}, "acme/shop"))


def test_github_is_asked_for_the_tag_and_for_no_branch_of_that_name(tmp_path: Path) -> None:
    gh = _gh(tmp_path, f"""for last; do :; done; printf '{{"sha": "{_ID}", "path": "%s"}}' "$last" | tee asked""")
    assert at_github(gh, "acme/shop", "v1.2.2+7") == _ID
    assert '"path": "repos/acme/shop/commits/tags/v1.2.2%2B7"' in (tmp_path / "asked").read_text("utf-8")
