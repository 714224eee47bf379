"""Whoever remembers a result has the very result: bytes, and findings."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.app import gate, lint
from generator.app.cache.memory import Memory
from generator.app.cache.record import product_of, product_record
from generator.app.compile import compile_spec
from generator.app.draft import Request, draft, product
from generator.app.product import Format
from generator.gate import cfn_lint
from generator.gate.subject import Subject
from tests.golden.case import CASES
from tests.strategies import texts
from tests.unit.app.cache.dictionary import Dictionary

_DAMAGE = [
    ("Type: AWS::", "Type: AWZ::"),
    ("!Ref", "!Rfe"),
    ("!Sub", "!GetAtt"),
    ("Properties:", "Propertise:"),
    ("Action:", "Acton:"),
    ("Effect: Allow", "Effect: Alow"),
    (": true", ": maybe"),
]
"""What a mistake of ours could look like; cfn-lint finds most of them."""


@given(texts(), st.sampled_from(Format))
def test_a_product_is_the_same_bytes_after_the_cache(text: str, template_format: Format) -> None:
    build = compile_spec(text, "spec.yaml", template_format)
    again = product_of(json.loads(json.dumps(product_record(product(build)))))
    assert again == product(build)
    assert {artifact.path: artifact.data for artifact in again.artifacts} == {
        artifact.path: artifact.text.encode() for artifact in build.artifacts
    }


@given(texts())
def test_a_draft_has_what_our_rules_find_and_every_template(text: str) -> None:
    build = compile_spec(text, "spec.yaml")
    made = draft(Request(text, "spec.yaml", Format.YAML))
    assert made.problems == gate.own_problems(build)
    assert [(each.text, each.regions, each.origins) for each in made.subjects] == [
        (each.text, each.regions, each.origins) for each in build.subjects
    ]


def _damaged(subject: Subject, choice: st.DataObject) -> Subject:
    possible = [each for each in _DAMAGE if each[0] in subject.text]
    text = subject.text
    for old, new in choice.draw(st.lists(st.sampled_from(possible), max_size=2)):
        text = text.replace(old, new, 1)
    return Subject(subject.path, subject.stack, text, {}, subject.regions, subject.origins, subject.origin)


# Few and never shrunk, since cfn-lint takes its time; hypothesis draws others on every run.
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_findings_are_the_same_without_the_cache_into_it_and_from_it(choice: st.DataObject) -> None:
    build = CASES["minimal"].build()
    drawn = choice.draw(st.lists(st.sampled_from(build.subjects), min_size=1, max_size=1))
    subjects = [_damaged(subject, choice) for subject in drawn]
    memory = Memory(Dictionary(), "fingerprint", "date")
    wanted = list(cfn_lint.lint(subjects))
    assert list(lint.problems(subjects, memory)) == wanted
    assert list(lint.problems(subjects, memory)) == wanted
    assert list(lint.problems(subjects, Memory(None))) == wanted
