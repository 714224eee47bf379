"""The text of a first spec."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.app.init.answers import Answers
from generator.app.init.spec import complaints, spec_text
from generator.problems import Problem

GOOD = Answers("shop", "us-west-2", "acme/shop")


def test_good_answers_give_a_valid_spec() -> None:
    assert complaints(GOOD, "x.yaml") == ()


@pytest.mark.parametrize("version_file", ["package.json", "pyproject.toml", "VERSION", "none"])
def test_every_version_file_gives_one_too(version_file: str) -> None:
    answers = replace(GOOD, version_file=version_file)
    assert complaints(answers, "x.yaml") == ()
    assert ("build:" in spec_text(answers)) == (version_file != "package.json")


@pytest.mark.parametrize(("tag", "prefix"), [("v2.*", ""), ("till-v*", "till-v"), ("rc-1.*", "rc-"), ("r1*", "r")])
def test_a_tag_that_begins_otherwise_names_its_prefix(tag: str, prefix: str) -> None:
    answers = replace(GOOD, tag=tag)
    assert complaints(answers, "x.yaml") == ()
    assert (f"  tag_prefix: {prefix} #" in spec_text(answers)) == bool(prefix)


def test_words_that_yaml_reads_differently_are_quoted() -> None:
    text = spec_text(Answers("true", "null", "a: b", "08 0", "#x", "*", "."))
    for line in (
        'project: "true"',
        'region: "null"',
        'repository: "a: b"',
        'port: "08 0"',
        '{branch: "#x"}',
        '{tag: "*"}',
        'context: "."',
    ):
        assert line in text


def test_a_wrong_answer_is_complained_about_where_it_stands() -> None:
    (problem,) = complaints(Answers("shop", "mars-1", "acme/shop"), "x.yaml")
    assert (problem.location.line, problem.location.path) == (7, "region")


@given(st.builds(Answers, *[st.text()] * 7))
def test_any_answer_gives_a_spec_or_problems(answers: Answers) -> None:
    assert all(isinstance(problem, Problem) for problem in complaints(answers, "x.yaml"))
