"""Keys without a value."""

from __future__ import annotations

from generator.spec import empty, source


def test_a_null_in_the_base_is_a_value_left_out() -> None:
    root = source.read("a:\nb: {c: ~}\nd: [~]\nenvironments: {dev: {a: ~}}", "spec.yaml")
    assert [problem.location.path for problem in empty.problems(root)] == ["a", "b.c"]


def test_a_null_of_an_environment_takes_something_away_or_is_told() -> None:
    project = "tags: {team: a}\nenvironments: {dev: {tags: {team: null, taem: null}, build: {compute: null}}}"
    [told] = empty.problems(source.read(project, "spec.yaml"))
    assert told.location.path == "environments.dev.tags.taem"
    assert told.hint == "did you mean team?"
