"""Specs of one repository: what one push would release together, and settings that contradict each other."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from generator.app.build.compile import compile_spec
from generator.app.run.batch import Result, batch
from generator.app.run.neighbours import neighbours
from generator.app.run.validate import validate

_HEAD = "project: {}\nregion: us-west-2\nrepository: {}\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "specs").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _put(project: str, body: str, repository: str = "acme/mono") -> str:
    """A spec in ``specs/``; its path."""
    file = Path("specs", f"{project}.yaml")
    file.write_text(_HEAD.format(project * 2, repository) + body)
    return str(file)


def _spec(context: str, trigger: str, more: str = "") -> str:
    return f"service: {{port: 1, context: {context}}}\n{more}environments:\n  prod: {{trigger: {{{trigger}}}}}\n"


def _told(*files: str) -> list[str]:
    return [f"{problem} ({problem.hint})" for reading in validate(files) for problem in reading.problems]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_spec("a", "tag: 'v*'"), _spec("b", "tag: 'b-v*'", "git: {tag_prefix: b-v}\n")),
        (_spec("a", "tag: 'v1.*'"), _spec("b", "tag: 'v2.*'")),
        (_spec("a", "branch: develop"), _spec("ab", "branch: develop")),
        (_spec("a", "branch: develop"), _spec("a", "branch: staging")),
        (_spec("a", "branch: develop"), _spec("a", "tag: 'v*'")),
    ],
)
def test_specs_that_get_on(one: str, other: str) -> None:
    files = (_put("a", one), _put("b", other))
    assert _told(*files) == []
    assert all(_told(file) == [] for file in files)


@pytest.mark.parametrize("named", [("specs/a.yaml", "specs/b.yaml"), ("specs/b.yaml",)])
def test_one_tag_releases_one_project(named: tuple[str, ...]) -> None:
    _put("a", _spec("a", "tag: 'v*'"))
    _put("b", _spec("b", "tag: 'v2.*'"))
    assert _told(*named) == [
        "specs/b.yaml:6:25: error: environments.prod.trigger.tag: the tags 'v2.*' release aa (specs/a.yaml, line 6) "
        "too, by 'v*' [triggers] (write git: {tag_prefix: bb-v} and trigger: {tag: \"bb-v*\"})"
    ]


def test_what_is_written_is_accepted() -> None:
    _put("a", _spec("a", "tag: 'v*'"))
    _put("b", _spec("b", "tag: 'b-v*'", "git: {tag_prefix: b-v}\n"))
    assert _told("specs/b.yaml") == []


def test_a_prefix_that_is_proposed_is_free() -> None:
    _put("a", _spec("a", "tag: 'bb-*'", "git: {tag_prefix: bb-}\n"))
    _put("b", _spec("b", "tag: 'bb-v*'", "git: {tag_prefix: bb-v}\n"))
    assert "(write git: {tag_prefix: release-bb-v} and" in _told("specs/b.yaml")[0]


def test_a_service_beside_the_main_one_has_tags_too() -> None:
    _put("a", _spec("a", "tag: 'api-v*'", "git: {tag_prefix: api-v}\n"))
    beside = "services: {api: {port: 1, context: c, route: {path: [/api], priority: 100}}}\n"
    _put("b", _spec("b", "tag: 'v*'", beside))
    [told] = _told("specs/b.yaml")
    assert told.startswith("specs/b.yaml:5:12: error: services.api: the tags 'api-v*' release aa (specs/a.yaml, line")
    assert told.endswith("(write tag_prefix: bb-api-v for the service api)")


@pytest.mark.parametrize(
    ("contexts", "branches", "what"),
    [
        (("a", "a"), ("develop", "develop"), "both are built from a"),
        ((".", "a"), ("release/*", "release/1"), "a and the repository's root overlap"),
        (("a", "a/b"), ("develop", "dev*"), "a/b and a overlap"),
    ],
)
def test_one_push_releases_one_project(contexts: tuple[str, str], branches: tuple[str, str], what: str) -> None:
    for project, context, branch in zip("ab", contexts, branches, strict=True):
        _put(project, _spec(f'"{context}"', f'branch: "{branch}"'))
    [told] = _told("specs/a.yaml", "specs/b.yaml")
    assert told.startswith("specs/b.yaml:6:28: error: environments.prod.trigger.branch: a push to")
    assert f"releases aa (specs/a.yaml, line 6) too, since {what} [triggers]" in told


def test_a_library_that_both_name_is_shared() -> None:
    for project in "ab":
        service = f"service: {{port: 1, context: {project}, paths: ['libs/**']}}\n"
        _put(project, f"{service}environments: {{dev: {{trigger: {{branch: develop}}}}}}\n")
    assert _told("specs/a.yaml", "specs/b.yaml") == []


@pytest.mark.parametrize(
    ("key", "one", "other"),
    [
        ("main", "main", "trunk"),
        ("develop", "develop", "next"),
        ("releasers", "[admin, maintain]", "[admin]"),
        ("approvals", "1", "2"),
        ("signed_commits", "false", "true"),
        ("repository_id", "1", "2"),
    ],
)
def test_settings_that_contradict_are_told_in_both(key: str, one: str, other: str) -> None:
    more = ", owner_id: 7" if key == "repository_id" else ""
    for project, value in (("a", one), ("b", other)):
        git = f"git: {{{key}: {value}{more}, tag_prefix: {project}-v}}\n"
        _put(project, _spec(project, f"tag: '{project}-v*'", git))
    column = 9 + len(key)
    assert _told("specs/a.yaml", "specs/b.yaml") == [
        f"specs/{project}.yaml:5:{column}: error: git.{key}: git.{key} is {mine} here and {theirs} in "
        f"specs/{rest}.yaml, line 5, and both are about acme/mono, which has one [repository-settings] "
        f"(write git.{key} in both, with one value)"
        for project, rest, mine, theirs in (("a", "b", one, other), ("b", "a", other, one))
    ]


def test_a_default_contradicts_too() -> None:
    _put("a", _spec("a", "branch: develop", "git: {main: trunk}\n"))
    _put("b", _spec("b", "branch: develop"))
    assert [line.partition(" here")[0] for line in _told("specs/a.yaml", "specs/b.yaml")] == [
        "specs/a.yaml:5:13: error: git.main: git.main is trunk",
        "specs/b.yaml:1:1: error: git.main is main",
    ]


def test_another_repository_and_a_broken_neighbour_say_nothing() -> None:
    _put("a", _spec("a", "tag: 'v*'"), "acme/other")
    _put("c", "service: 1\n")
    _put("b", _spec("b", "tag: 'v*'"))
    assert _told("specs/b.yaml") == []
    assert [each.project for each in neighbours(["specs/b.yaml"])] == ["aa"]


def test_what_is_generated_together_is_judged_together() -> None:
    files = [_put("a", _spec("a", "tag: 'v*'")), _put("b", _spec("b", "tag: 'v*'"))]

    def work(file: str) -> Result:
        text = Path(file).read_text()
        return Result(text, compile_spec(text, file))

    first, second = (each.build for each in batch(files, partial(map, work)))
    assert (first.problems, [problem.code for problem in second.problems]) == ((), ["triggers"])
    assert (bool(first.artifacts), second.artifacts) == (True, ())
    [alone] = batch(files[1:], partial(map, work), neighbours=neighbours(files[1:]))
    assert [problem.code for problem in alone.build.problems] == ["triggers"]
