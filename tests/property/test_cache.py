"""What was found is remembered as it was found."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.app.cache.result_cache import ResultCache
from generator.app.workers import lint
from generator.gate import cfn_lint
from generator.gate.subject import Subject
from tests.golden.case import CASES
from tests.property.examples import examples
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


def _damaged(subject: Subject, choice: st.DataObject) -> Subject:
    possible = [each for each in _DAMAGE if each[0] in subject.text]
    text = subject.text
    for old, new in choice.draw(st.lists(st.sampled_from(possible), max_size=2)):
        text = text.replace(old, new, 1)
    return Subject(subject.path, subject.stack, text, {}, subject.regions, subject.origins, subject.origin)


_PHASES = [Phase.explicit, Phase.generate]


# Few and never shrunk, since cfn-lint takes its time; hypothesis draws others on every run.
@settings(
    max_examples=examples(5, 15), suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
@given(st.data())
def test_findings_are_the_same_without_the_cache_into_it_and_from_it(choice: st.DataObject) -> None:
    build = CASES["minimal"].build()
    drawn = choice.draw(st.lists(st.sampled_from(build.subjects), min_size=1, max_size=1))
    subjects = [_damaged(subject, choice) for subject in drawn]
    memory = ResultCache(Dictionary(), "fingerprint", "date")
    wanted = list(cfn_lint.lint(subjects))
    assert list(lint.problems(subjects, memory)) == wanted
    assert list(lint.problems(subjects, memory)) == wanted
    assert list(lint.problems(subjects, ResultCache(None))) == wanted
